// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.baseline;

import com.oracle.truffle.api.Truffle;
import java.util.ArrayList;
import java.util.List;
import org.trifola.wasm.binary.InstructionReader;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.syntax.ControlOpcode;

/**
 * Finds the functions that do little but call the host in a loop.
 *
 * <p>As nodes they are compiled together with what they call, if Graal compiles them: a call costs a nanosecond then, where a
 * method has to box its arguments and takes 24 ({@code BorderBenchmark.hostCall}).
 */
final class HostLoops {
    /** The longest body for which the calls are taken to be what counts. */
    private static final int LONGEST_BODY = 500;

    /** Only the runtime with a compiler keeps profiles. Its name would say so, too, but asks the compiler, for 14 ms. */
    private static final boolean NODES_ARE_COMPILED = Truffle.getRuntime().isProfilingEnabled();

    /** A structured block. */
    private static final class Block {
        final boolean isLoop;
        boolean callsHost;
        boolean containsLoop;

        Block(boolean isLoop) {
            this.isLoop = isLoop;
        }
    }

    private final FunctionCode function;
    private final InstructionReader reader;
    private final List<Block> blocks = new ArrayList<>();

    private HostLoops(FunctionCode function) {
        this.function = function;
        reader = function.reader();
    }

    /** Whether an innermost loop of a short function calls the host, and Graal is there to make something of it. */
    static boolean isIn(FunctionCode function) {
        int size = function.def().code().length();
        return NODES_ARE_COMPILED
                && size <= LONGEST_BODY
                && function.module().importedFunctions() > 0
                && new HostLoops(function).find();
    }

    private boolean find() {
        reader.localGroups();
        blocks.add(new Block(false));
        while (!reader.atEnd()) {
            if (reader.next() instanceof ControlOpcode opcode && isFoundAt(opcode)) {
                return true;
            }
        }
        return false;
    }

    private boolean isFoundAt(ControlOpcode opcode) {
        switch (opcode) {
            case LOOP -> {
                blocks.forEach(block -> block.containsLoop = true);
                blocks.add(new Block(true));
            }
            case BLOCK, IF, TRY, TRY_TABLE -> blocks.add(new Block(false));
            case END, DELEGATE -> {
                Block ended = blocks.removeLast();
                return ended.isLoop && ended.callsHost && !ended.containsLoop;
            }
            case CALL -> {
                if (function.module().isHostImport(reader.index())) {
                    blocks.forEach(block -> block.callsHost = true);
                }
            }
            default -> {}
        }
        return false;
    }
}
