// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.binary.BranchHints;
import org.trifola.wasm.nodes.BasicBlockNode;
import org.trifola.wasm.nodes.ExpressionNode;
import org.trifola.wasm.nodes.StatementNode;

/**
 * Builds the graph of basic blocks of a function: collects statements into the current block, ends it with a terminator,
 * starts the next one; at the end it leaves out jumps to jumps and blocks nobody reaches.
 */
final class BlockBuilder {
    /** A basic block under construction. */
    static final class Block {
        private final List<StatementNode> statements = new ArrayList<>();
        private @Nullable Terminator terminator;
        private int predecessors;
        private int number = -1;
        private @Nullable HandlerScope scope;
        private final boolean isLoopHeader;

        private Block(boolean isLoopHeader) {
            this.isLoopHeader = isLoopHeader;
        }

        private Terminator terminator() {
            if (terminator == null) {
                throw new IllegalStateException("the block has no end");
            }
            return terminator;
        }

        /** The block this one only leads to, itself if it does anything. */
        private Edge shortcut(boolean isBackEdge) {
            Edge start = new Edge(this, isBackEdge);
            Edge end = start;
            for (Edge next = end.onward(); next != null; next = end.onward()) {
                end = next;
            }
            // All on the way lead there: who passes one of them later does not walk the rest of a long chain again.
            Edge edge = start;
            for (Edge next = edge.onward(); next != null; next = edge.onward()) {
                edge.block.terminator = new Jump(end);
                edge = next;
            }
            return end;
        }
    }

    /** A way from one block to another; back edges lead to a loop header from inside its loop. */
    record Edge(Block block, boolean isBackEdge) {
        private Edge shortened() {
            return block.shortcut(isBackEdge);
        }

        /** The only way on from a block that does nothing; a loop header is what its back edges lead to, and does something. */
        private @Nullable Edge onward() {
            boolean isPassed = block.statements.isEmpty() && !block.isLoopHeader && !isBackEdge;
            return isPassed && block.terminator instanceof Jump jump ? jump.edge : null;
        }
    }

    private sealed interface Terminator {}

    private record Jump(Edge edge) implements Terminator {}

    private record Branch(ExpressionNode condition, Edge edge, Block otherwise, BranchHints.Hint hint)
            implements Terminator {}

    private record Switch(ExpressionNode index, List<Edge> edges) implements Terminator {}

    private record Return(ExpressionNode[] values) implements Terminator {}

    private record Throw(ExpressionNode exception) implements Terminator {}

    private record Unreachable(int offset) implements Terminator {}

    private final Block entry = new Block(false);
    private Block current = entry;
    private @Nullable HandlerScope scope;

    /** A block to be started later. */
    Block newBlock() {
        return new Block(false);
    }

    /** A loop header to be started later. */
    Block newLoopHeader() {
        return new Block(true);
    }

    /** Adds a statement to the current block. */
    void add(StatementNode statement) {
        current.statements.add(statement);
    }

    /** Makes a block the current one; the one before has its end. */
    void start(Block block) {
        current = block;
        block.scope = scope;
    }

    /** Who catches the exceptions of the blocks that are started, null for nobody. */
    @Nullable
    HandlerScope scope() {
        return scope;
    }

    /** Sets who catches the exceptions of the blocks that are started from now on. */
    void setScope(@Nullable HandlerScope newScope) {
        scope = newScope;
    }

    /** Ends the current block with a jump. */
    void jump(Block target, boolean isBackEdge) {
        current.terminator = new Jump(new Edge(target, isBackEdge));
    }

    /** Ends the current block with a conditional branch. */
    void branch(ExpressionNode condition, Edge edge, Block otherwise, BranchHints.Hint hint) {
        current.terminator = new Branch(condition, edge, otherwise, hint);
    }

    /** Ends the current block with a switch; the last edge is the default. */
    void switchTo(ExpressionNode index, List<Edge> edges) {
        current.terminator = new Switch(index, edges);
    }

    /** Ends the current block with a return. */
    void returnValues(ExpressionNode... values) {
        current.terminator = new Return(values);
    }

    /** Ends the current block with a throw. */
    void throwException(ExpressionNode exception) {
        current.terminator = new Throw(exception);
    }

    /** Ends the current block with a trap. */
    void unreachable(int offset) {
        current.terminator = new Unreachable(offset);
    }

    /** A block of its own that sets slots and goes on, for an edge that moves values. */
    Edge detour(List<StatementNode> moves, Edge edge) {
        Block block = new Block(false);
        block.statements.addAll(moves);
        block.terminator = new Jump(edge);
        return new Edge(block, false);
    }

    /** A block of its own that returns after some moves. */
    Edge detourToReturn(List<StatementNode> moves, ExpressionNode... values) {
        Block block = new Block(false);
        block.statements.addAll(moves);
        block.terminator = new Return(values);
        return new Edge(block, false);
    }

    /** The finished blocks, the entry first. */
    BasicBlockNode[] build() {
        shorten();
        List<Block> order = new ArrayList<>();
        number(order);
        mergeChains(order);
        order.clear();
        number(order);
        return order.stream().map(BlockBuilder::toNode).toArray(BasicBlockNode[]::new);
    }

    private void shorten() {
        List<Block> order = new ArrayList<>();
        number(order);
        for (Block block : order) {
            block.terminator = shortened(block.terminator());
        }
        forgetNumbers(order);
    }

    private static Terminator shortened(Terminator terminator) {
        return switch (terminator) {
            case Jump(Edge edge) -> new Jump(edge.shortened());
            case Branch(ExpressionNode condition, Edge edge, Block otherwise, BranchHints.Hint hint) -> {
                Edge other = otherwise.shortcut(false);
                yield new Branch(condition, edge.shortened(), other.isBackEdge ? otherwise : other.block, hint);
            }
            case Switch(ExpressionNode index, List<Edge> edges) ->
                new Switch(index, edges.stream().map(Edge::shortened).toList());
            case Return end -> end;
            case Throw end -> end;
            case Unreachable end -> end;
        };
    }

    /** Numbers the blocks that are reached, in the order of a depth-first walk that keeps fall-through paths together. */
    private void number(List<Block> order) {
        List<Block> stack = new ArrayList<>();
        stack.add(entry);
        while (!stack.isEmpty()) {
            Block block = stack.removeLast();
            block.predecessors++;
            if (block.number >= 0) {
                continue;
            }
            block.number = order.size();
            order.add(block);
            switch (block.terminator()) {
                case Jump(Edge edge) -> stack.add(edge.block);
                case Branch branch -> {
                    stack.add(branch.edge.block);
                    stack.add(branch.otherwise);
                }
                case Switch end -> end.edges.forEach(edge -> stack.add(edge.block));
                case Return end -> {}
                case Throw end -> {}
                case Unreachable end -> {}
            }
            if (block.scope != null) {
                block.scope.handlers().forEach(handler -> stack.add(handler.target()));
            }
        }
    }

    /** Appends a block to its only predecessor where that one always goes on there. */
    private static void mergeChains(List<Block> order) {
        for (Block block : order) {
            while (block.number >= 0
                    && block.terminator() instanceof Jump jump
                    && jump.edge.block.predecessors == 1
                    && jump.edge.block != block
                    && jump.edge.block.scope == block.scope) {
                Block next = jump.edge.block;
                block.statements.addAll(next.statements);
                block.terminator = next.terminator();
                next.number = -2;
            }
        }
        forgetNumbers(order);
    }

    private static void forgetNumbers(List<Block> order) {
        for (Block block : order) {
            block.number = -1;
            block.predecessors = 0;
        }
    }

    private static BasicBlockNode toNode(Block block) {
        BasicBlockNode.Builder node = new BasicBlockNode.Builder();
        node.statements(block.statements.toArray(StatementNode[]::new));
        node.handlers(handlers(block));
        switch (block.terminator()) {
            case Jump(Edge edge) -> node.jump(edge.block.number, edge.isBackEdge);
            case Branch(ExpressionNode condition, Edge edge, Block otherwise, BranchHints.Hint hint) ->
                node.branch(condition, edge.block.number, edge.isBackEdge, otherwise.number)
                        .hint(hint);
            case Switch(ExpressionNode index, List<Edge> edges) -> {
                int[] targets =
                        edges.stream().mapToInt(edge -> edge.block.number).toArray();
                boolean[] backEdges = new boolean[edges.size()];
                for (int i = 0; i < backEdges.length; i++) {
                    backEdges[i] = edges.get(i).isBackEdge;
                }
                node.switchTo(index, targets, backEdges);
            }
            case Return(ExpressionNode[] values) -> node.returnValues(values);
            case Throw(ExpressionNode exception) -> node.throwException(exception);
            case Unreachable(int offset) -> node.unreachable(offset);
        }
        return node.build();
    }

    private static BasicBlockNode.Handler[] handlers(Block block) {
        return block.scope == null
                ? new BasicBlockNode.Handler[0]
                : block.scope.handlers().stream()
                        .map(handler ->
                                new BasicBlockNode.Handler(handler.tagIndex(), handler.slot(), handler.target().number))
                        .toArray(BasicBlockNode.Handler[]::new);
    }
}
