// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The packages keep to their layers: each knows only those above it in {@link #LAYERS}. */
class ArchitectureTest {
    private static final String ROOT = "org.trifola.wasm";

    /** From the package that knows nothing to the entrance; packages in one line do not know each other. */
    private static final List<Set<String>> LAYERS = List.of(
            Set.of("syntax"),
            Set.of("numeric"),
            Set.of("binary"),
            Set.of("text", "validation"),
            Set.of("interop"),
            Set.of("runtime"),
            Set.of("baseline", "nodes"),
            Set.of("translate"),
            Set.of("wasi", "debug", "js", "script"));

    private static final Set<String> FRONT_END = Set.of("syntax", "numeric", "binary", "text", "validation");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);

    @Test
    void the_front_end_does_not_know_truffle() {
        for (String part : FRONT_END) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "." + part + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("com.oracle.truffle..", "org.graalvm..")
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void every_layer_only_knows_the_layers_before_it() {
        for (int i = 0; i < LAYERS.size(); i++) {
            for (String part : LAYERS.get(i)) {
                noClasses()
                        .that()
                        .resideInAPackage(ROOT + "." + part + "..")
                        .should()
                        .dependOnClassesThat(inOneOf(forbidden(i, part)))
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    /** The other packages of the layer, and all of the layers after it. */
    private static List<String> forbidden(int layer, String part) {
        List<String> packages = new ArrayList<>(LAYERS.get(layer));
        packages.remove(part);
        LAYERS.subList(layer + 1, LAYERS.size()).forEach(packages::addAll);
        return packages;
    }

    private static DescribedPredicate<JavaClass> inOneOf(List<String> packages) {
        return DescribedPredicate.describe(
                "in one of the layers " + packages, javaClass -> packages.contains(topPackage(javaClass)));
    }

    /** The package below the root that a class belongs to; empty for the root itself and for foreign classes. */
    private static String topPackage(JavaClass javaClass) {
        String name = javaClass.getPackageName() + ".";
        if (!name.startsWith(ROOT + ".")) {
            return "";
        }
        String below = name.substring(ROOT.length() + 1);
        return below.substring(0, Math.max(0, below.indexOf('.')));
    }

    @Test
    void every_package_has_a_layer() {
        Set<String> unknown = new TreeSet<>();
        CLASSES.forEach(javaClass -> unknown.add(topPackage(javaClass)));
        unknown.remove("");
        LAYERS.forEach(unknown::removeAll);
        assertTrue(unknown.isEmpty(), "packages without a layer: " + unknown);
        assertTrue(CLASSES.contain(ROOT + ".validation.ModuleValidator"), "no classes were found");
    }
}
