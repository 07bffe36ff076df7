// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.runtime;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleStackTrace;
import com.oracle.truffle.api.TruffleStackTraceElement;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.api.nodes.RootNode;
import com.oracle.truffle.api.source.SourceSection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame of a WebAssembly backtrace.
 *
 * @param moduleName the name of the module, or of its source
 * @param functionIndex the function index, imports counted
 * @param functionName the name of the function, null without one
 * @param offset the position of the instruction in the module's bytes; of the function's body where there was no stack left
 *     to begin it
 */
public record StackFrame(
        String moduleName, int functionIndex, @Nullable String functionName, int offset) {
    /** A root node that runs a function of a module. */
    public interface OfRoot {
        /** The function. */
        FunctionCode code();

        /** Whether the function contains tail calls to other functions. */
        boolean mayTailCall();
    }

    /** A node that knows its instruction. */
    public interface OfNode {
        /** The position of the instruction in the module's bytes. */
        int offset();
    }

    /** The WebAssembly frames of an exception, innermost first; frames of hosts and other languages are left out. */
    @TruffleBoundary
    public static List<StackFrame> of(Throwable exception) {
        List<StackFrame> frames = new ArrayList<>();
        List<TruffleStackTraceElement> elements = TruffleStackTrace.getStackTrace(exception);
        if (elements != null) {
            for (TruffleStackTraceElement element : elements) {
                RootNode root = element.getTarget().getRootNode();
                if (root instanceof OfRoot wasmRoot && !root.isInternal()) {
                    frames.add(of(wasmRoot.code(), element.getLocation()));
                }
            }
        }
        return frames;
    }

    /** The place of a node that knows its instruction, null of other nodes. */
    public static @Nullable SourceSection section(Node node) {
        return node instanceof OfNode known && known.offset() >= 0 && node.getRootNode() instanceof OfRoot root
                ? root.code().module().instructionSection(known.offset())
                : null;
    }

    private static StackFrame of(FunctionCode code, @Nullable Node location) {
        Node node = location;
        while (node != null && !(node instanceof OfNode)) {
            node = node.getParent();
        }
        int offset = node instanceof OfNode known && known.offset() >= 0
                ? known.offset()
                : code.def().code().start();
        WasmModule module = code.module();
        return new StackFrame(module.name(), code.index(), module.functionName(code.index()), offset);
    }

    /** The frame as a line of a backtrace, in the form of the Web API: {@code name (module:wasm-function[3]:0x26)}. */
    @Override
    public String toString() {
        String place = moduleName + ":wasm-function[" + functionIndex + "]";
        String position = place + ":0x" + Integer.toHexString(offset);
        return functionName == null ? position : functionName + " (" + position + ")";
    }
}
