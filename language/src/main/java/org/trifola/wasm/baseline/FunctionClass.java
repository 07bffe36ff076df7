// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import static java.lang.classfile.ClassFile.ACC_FINAL;
import static java.lang.classfile.ClassFile.ACC_PRIVATE;
import static java.lang.classfile.ClassFile.ACC_PUBLIC;
import static java.lang.classfile.ClassFile.ACC_STATIC;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.baseline.VectorLoops.VectorLoop;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.Expr;

/**
 * Writes the class of a function: with one method for its code, or with several when that is long, or with one that calls
 * the nodes.
 */
final class FunctionClass {
    /** The size of code above which HotSpot does not compile a method. */
    private static final int HUGE_METHOD_LIMIT = 8_000;

    /** The size up to which methods are not cut even so where it does. */
    private static final int LONG_METHOD = 11_000;

    /** With so many memory instructions HotSpot's last tier stops inlining them, at 18,000 nodes, if a method is not cut. */
    private static final int MANY_ACCESSES = 180;

    /** What the code of methods is brought down to when a function is cut: the last tier does better with shorter ones. */
    private static final int CUT_SIZE = 4_000;

    /** Less than this above it is good enough. */
    private static final int CUT_TOLERANCE = 1_000;

    /** How often it is tried to cut a function so that all methods are short enough. */
    private static final int MAX_CUTS = 5;

    /** How many times as long as the body code is taken to be that exceeds the limits of a class file. */
    private static final int LARGE_EXPANSION = 8;

    /** Bodies of which even this many times their length is short enough are never cut. */
    private static final int MAX_EXPANSION = 32;

    /** With more vector instructions than this in a function or loop HotSpot's last tier runs out of nodes when they are objects. */
    private static final int MAX_OPERATORS = 1_500;

    /** The same in a loop, over which the last tier takes longer. */
    private static final int MAX_LOOP_OPERATORS = 300;

    /** The same where the code with objects could get so long that HotSpot does not compile it. */
    private static final int MAX_OPERATORS_BELOW_LIMIT = 100;

    /** The size of code above which HotSpot's last tier takes too long over methods with many loops. */
    private static final int MAX_SIZE_WITH_LOOPS = 32_000;

    /** How many loops are many in that sense. */
    private static final int MANY_LOOPS = 10;

    /** Where types of values meet, the verifier is told that they are objects: only one loader knows structures' classes. */
    private static final ClassFile CLASS_FILE = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
            type -> ClassHierarchyResolver.ClassHierarchyInfo.ofClass(superclass(type))));

    private static @Nullable ClassDesc superclass(ClassDesc type) {
        if (type.equals(ConstantDescs.CD_Object)) {
            return null;
        }
        return Element.isVector(type)
                ? ObjectOperators.VECTOR
                : type.equals(ObjectOperators.VECTOR) ? ObjectOperators.PAYLOAD : ConstantDescs.CD_Object;
    }

    /**
     * A class with the function's code.
     *
     * @param bytes the class file
     * @param longestMethod the size of its longest method's code in bytes, at most
     * @param lines what its line numbers mean
     * @param cuts its methods
     */
    record Written(byte[] bytes, int longestMethod, LineNumbers lines, List<Cut> cuts) {
        /** Whether there are methods that can change over to others where vectors are objects. */
        boolean hasObjects() {
            return isWhole() || !loops().isEmpty();
        }

        /** Whether the function as a whole can. */
        boolean isWhole() {
            return cuts.getLast() == Cut.WHOLE_IN_LANES;
        }

        /** The methods of loops with objects. */
        List<Cut> loops() {
            return cuts.stream()
                    .filter(Cut::mayChangeOver)
                    .map(Cut::withObjects)
                    .toList();
        }
    }

    /** The field that counts the calls of a function until it changes over. */
    private static final String CALLS = "calls";

    private final ModuleClasses classes;
    private final FunctionCode function;
    private final Signature signature;
    private final ClassDesc self;
    private final boolean mayTailCall;
    private final BoundsChecks checks;
    private final Outline outline = new Outline();

    /** What the function holds, once it was written as a whole. */
    private FunctionCompiler.Contents contents = new FunctionCompiler.Contents(0, 0);

    FunctionClass(ModuleClasses classes, FunctionCode function) {
        this.classes = classes;
        this.function = function;
        signature = Signature.of(function.type().funcType());
        self = ModuleClasses.functionClass(function.index());
        mayTailCall = classes.mayTailCall(function.index());
        checks = BoundsChecks.of(function);
    }

    /**
     * The class with the function's code.
     *
     * @return null when the function had better stay with the nodes
     */
    @Nullable
    Written compile() {
        try {
            Written whole = write(List.of(Cut.WHOLE));
            Map<Integer, VectorLoop> loops = mayHoldObjects() ? loops() : Map.of();
            boolean isShort =
                    fits(whole, HUGE_METHOD_LIMIT) || HotSpot.compilesHugeMethods() && fits(whole, LONG_METHOD);
            boolean isLight = isShort && (!isBeyondInlining() || fits(whole, CUT_SIZE + CUT_TOLERANCE));
            if (isLight && !prevail(loops)) {
                return withObjects(whole);
            }
            Written cut = isLight ? cut(Integer.MAX_VALUE, loops) : cut(whole, loops);
            if (cut != null) {
                return cut;
            }
            boolean isMethod =
                    isShort || HotSpot.compilesHugeMethods() && whole != null && paysAsMethod(whole.longestMethod);
            return isMethod ? withObjects(whole) : null;
        } catch (Unsupported _) {
            return null;
        }
    }

    /** Whether HotSpot's last tier will leave accesses to memory in loops as calls. */
    private boolean isBeyondInlining() {
        return contents.accesses() >= MANY_ACCESSES && facts().loopCount() > MANY_LOOPS;
    }

    /** Whether vectors can be objects in the function that was just written, and are worth it. */
    private boolean mayHoldObjects() {
        return classes.mayHaveVectorObjects()
                && contents.vectors() >= VectorObjects.MIN_OPERATORS
                && !mayTailCall
                && VectorObjects.areHeldInRegisters();
    }

    private Map<Integer, VectorLoop> loops() {
        return VectorLoops.of(function, HotSpot.compilesHugeMethods() ? MAX_LOOP_OPERATORS : MAX_OPERATORS_BELOW_LIMIT);
    }

    /** Whether at least half of the vector instructions are in these loops. */
    private boolean prevail(Map<Integer, VectorLoop> loops) {
        int operators = loops.values().stream().mapToInt(VectorLoop::operators).sum();
        return operators > 0 && 2 * operators >= contents.vectors();
    }

    /** With a second method where vectors are objects, if that is worth it. */
    private @Nullable Written withObjects(@Nullable Written whole) {
        if (!mayHoldObjects()
                || contents.vectors() > (HotSpot.compilesHugeMethods() ? MAX_OPERATORS : MAX_OPERATORS_BELOW_LIMIT)) {
            return whole;
        }
        Written both = write(List.of(Cut.WHOLE_IN_LANES));
        return both == null ? whole : both;
    }

    /** With these loops as parts, and others that are as short as said; null when that can not be. */
    private @Nullable Written cut(int size, Map<Integer, VectorLoop> loops) {
        List<Cut> cuts = canBeCut() ? new Partition(function, outline, loops).cut(size) : null;
        return cuts == null || cuts.size() == 1 ? null : write(cuts);
    }

    private boolean canBeCut() {
        return !mayTailCall && !facts().isRestarting();
    }

    private static boolean fits(@Nullable Written written, int limit) {
        return written != null && written.longestMethod <= limit;
    }

    /** Whether HotSpot compiles a method of such a size in a time that pays. */
    private boolean paysAsMethod(int codeSize) {
        return codeSize <= MAX_SIZE_WITH_LOOPS || facts().loopCount() <= MANY_LOOPS;
    }

    private CallFacts facts() {
        return classes.callFacts(function.index());
    }

    /** Cuts the function until all of its methods are short; null when they do not get shorter than what is compiled. */
    private @Nullable Written cut(@Nullable Written whole, Map<Integer, VectorLoop> loops) {
        if (!canBeCut()) {
            return null;
        }
        Partition partition = new Partition(function, outline, loops);
        int size = bodySize();
        Written best = null;
        Written last = whole;
        for (int i = 0; i < MAX_CUTS && (best == null || best.longestMethod > CUT_SIZE + CUT_TOLERANCE); i++) {
            size = last == null ? size / LARGE_EXPANSION : (int) ((double) size * CUT_SIZE / last.longestMethod);
            List<Cut> cuts = partition.cut(size);
            if (cuts == null) {
                break;
            }
            last = write(cuts);
            if (last != null && (best == null || last.longestMethod < best.longestMethod)) {
                best = last;
            }
        }
        return best != null && best.longestMethod <= HUGE_METHOD_LIMIT ? best : null;
    }

    private int bodySize() {
        Expr body = function.def().code();
        return body.end() - body.start();
    }

    private static int longestMethod(byte[] bytes) {
        if (bytes.length <= CUT_SIZE) {
            return bytes.length;
        }
        return ClassFile.of().parse(bytes).methods().stream()
                .mapToInt(method -> ((CodeAttribute) method.code().orElseThrow()).codeLength())
                .max()
                .orElseThrow();
    }

    /** Null when a limit of the class file format is exceeded. */
    private @Nullable Written write(List<Cut> cuts) {
        LineNumbers lines = new LineNumbers(function);
        try {
            byte[] bytes = build(builder -> {
                cuts.subList(0, cuts.size() - 1).forEach(cut -> addPart(builder, cut, lines));
                if (cuts.getLast() == Cut.WHOLE_IN_LANES) {
                    addLanes(builder, lines);
                } else {
                    addFunction(builder, code -> compile(code, cuts.getLast(), lines));
                }
            });
            return new Written(bytes, longestMethod(bytes), lines, cuts);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private void addPart(ClassBuilder builder, Cut cut, LineNumbers lines) {
        if (cut.mayChangeOver()) {
            builder.withField(cut.counter(), ConstantDescs.CD_int, ACC_PRIVATE | ACC_STATIC);
        }
        builder.withMethodBody(cut.name(), PartFrame.METHOD, ACC_PUBLIC | ACC_STATIC, code -> {
            if (cut.mayChangeOver()) {
                ObjectClass.leaveIfReady(code, function.index(), cut);
            }
            compile(code, cut, lines);
        });
    }

    /** Adds the method that is all of the function, and one that calls it until it is worth while to have another one. */
    private void addLanes(ClassBuilder builder, LineNumbers lines) {
        builder.withField(CALLS, ConstantDescs.CD_int, ACC_PRIVATE | ACC_STATIC);
        builder.withMethodBody(
                Part.LANES,
                signature.staticType(),
                ACC_PUBLIC | ACC_STATIC,
                code -> compile(code, Cut.WHOLE_IN_LANES, lines));
        int limit = VectorObjects.hotCall(contents.vectors());
        addFunction(builder, code -> new ObjectClass(function.index(), signature).changeOver(code, CALLS, limit));
    }

    private void compile(CodeBuilder code, Cut cut, LineNumbers lines) {
        boolean isNoted =
                cut == Cut.WHOLE && (classes.mayHaveVectorObjects() || bodySize() * MAX_EXPANSION > HUGE_METHOD_LIMIT);
        if (isNoted) {
            outline.clear();
        }
        FunctionCompiler.Contents written =
                FunctionCompiler.compile(classes, function, checks, code, cut, lines, isNoted ? outline : null);
        if (cut == Cut.WHOLE) {
            contents = written;
        }
    }

    /** The class with the methods that others of a class that was written change over to. */
    byte[] writeObjects(Written written) {
        ObjectClass objects = new ObjectClass(function.index(), signature);
        try {
            return writeObjects(objects, written);
        } catch (IllegalArgumentException _) {
            // A limit of the class file format is exceeded.
            return buildObjects(builder -> {
                if (written.isWhole()) {
                    objects.addWholeInLanes(builder);
                }
                written.loops().forEach(cut -> objects.addLoopInLanes(builder, cut));
            });
        }
    }

    private byte[] writeObjects(ObjectClass objects, Written written) {
        return buildObjects(builder -> {
            if (written.isWhole()) {
                objects.addWhole(builder, code -> compile(code, Cut.WHOLE_WITH_OBJECTS, written.lines));
            }
            written.loops().forEach(cut -> objects.addLoop(builder, cut, code -> compile(code, cut, written.lines)));
            ObjectClass.addInitializer(builder);
        });
    }

    private byte[] buildObjects(Consumer<ClassBuilder> methods) {
        return CLASS_FILE.build(ModuleClasses.objectClass(function.index()), builder -> {
            builder.withFlags(ACC_PUBLIC | ACC_FINAL);
            methods.accept(builder);
        });
    }

    /** The class of a function that stays with the nodes. */
    byte[] callNodes() {
        return build(builder -> addFunction(builder, this::callNodes));
    }

    private byte[] build(Consumer<ClassBuilder> methods) {
        return CLASS_FILE.build(self, builder -> {
            builder.withFlags(ACC_PUBLIC | ACC_FINAL).withSuperclass(signature.classDesc());
            SignatureClasses.constructor(builder, signature.classDesc());
            methods.accept(builder);
            builder.withMethodBody("invoke", signature.virtualType(), ACC_PUBLIC, this::invoke);
        });
    }

    private void addFunction(ClassBuilder builder, Consumer<CodeBuilder> body) {
        if (mayTailCall) {
            TailMethods.add(builder, self, signature, body);
        } else {
            builder.withMethodBody(ModuleClasses.CALL, signature.staticType(), ACC_PUBLIC | ACC_STATIC, body);
            builder.withMethodBody("callBoxed", SignatureClasses.BOXED, ACC_PUBLIC, this::callBoxed);
        }
    }

    private void invoke(CodeBuilder code) {
        signature.loadParams(code);
        code.aload(code.parameterSlot(signature.params().size())).checkcast(Signature.INSTANCE);
        code.invokestatic(self, ModuleClasses.CALL, signature.staticType());
        signature.result().returnFrom(code);
    }

    private void callBoxed(CodeBuilder code) {
        SignatureClasses.unboxArguments(code, signature);
        code.invokestatic(self, ModuleClasses.CALL, signature.staticType());
        SignatureClasses.box(code, signature.result());
        code.areturn();
    }

    private void callNodes(CodeBuilder code) {
        if (mayTailCall) {
            TailMethods.callNodes(code, function, signature);
            return;
        }
        int instance = code.parameterSlot(signature.params().size());
        SignatureClasses.boxArguments(code, signature, instance);
        code.aload(instance).loadConstant(function.index());
        code.invokestatic(
                SignatureClasses.CALLS,
                "callNodes",
                MethodTypeDesc.of(
                        ConstantDescs.CD_Object,
                        ConstantDescs.CD_Object.arrayType(),
                        Signature.INSTANCE,
                        ConstantDescs.CD_int));
        SignatureClasses.returnUnboxed(code, signature);
    }
}
