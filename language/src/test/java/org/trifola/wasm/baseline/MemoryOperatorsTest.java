// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What HotSpot's compilers make of the methods that access memory, and of polls. */
class MemoryOperatorsTest {
    /** C1InlineStackLimit. */
    private static final int FIRST_TIERS_INLINE_SLOTS = 5;

    /** MaxInlineSize and C1MaxInlineSize. */
    private static final int INLINED_BYTES = 35;

    private static List<MethodModel> methods(Class<?> type, String pattern) throws IOException {
        try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
            ClassModel parsed = ClassFile.of().parse(in.readAllBytes());
            return parsed.methods().stream()
                    .filter(method -> method.methodName().stringValue().matches(pattern))
                    .toList();
        }
    }

    private static List<MethodModel> accesses() throws IOException {
        return methods(MemoryOperators.class, "[if](32|64)(Load|Store).*");
    }

    private static CodeAttribute code(MethodModel method) {
        return (CodeAttribute) method.code().orElseThrow();
    }

    @Test
    void all_instructions_are_looked_at() throws IOException {
        assertEquals(2 * 23, accesses().size());
    }

    @Test
    void first_tiers_do_not_inline_accesses() throws IOException {
        for (MethodModel method : accesses()) {
            int params = method.methodTypeSymbol().parameterList().stream()
                    .mapToInt(param -> TypeKind.from(param).slotSize())
                    .sum();
            int slots = code(method).maxStack() + code(method).maxLocals() - params;
            assertTrue(slots > FIRST_TIERS_INLINE_SLOTS, method.methodName() + " needs " + slots);
        }
    }

    @Test
    void last_tier_inlines_accesses_at_any_place() throws IOException {
        for (MethodModel method : accesses()) {
            int length = code(method).codeLength();
            assertTrue(length <= INLINED_BYTES, method.methodName() + " has " + length);
        }
    }

    /** The last tier stops inlining at a number of nodes, and each method makes some. */
    @Test
    void accesses_go_through_two_methods_at_most() throws IOException {
        for (MethodModel method : accesses()) {
            List<String> called = code(method)
                    .elementStream()
                    .filter(InvokeInstruction.class::isInstance)
                    .map(element -> ((InvokeInstruction) element).owner().asInternalName())
                    .toList();
            String name = method.methodName().stringValue();
            String check = MemoryOperators.class.getName().replace('.', '/');
            String access = "sun/misc/Unsafe";
            assertEquals(
                    name.endsWith(MemoryOperators.INSIDE) ? List.of(access) : List.of(check, access), called, name);
        }
    }

    @Test
    void first_tiers_do_not_inline_polls() throws IOException {
        int length = code(methods(Calls.class, "poll").getFirst()).codeLength();
        assertTrue(length > INLINED_BYTES, "poll has " + length);
    }
}
