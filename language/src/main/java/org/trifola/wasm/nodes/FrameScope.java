// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.nodes;

import com.oracle.truffle.api.CompilerDirectives.TruffleBoundary;
import com.oracle.truffle.api.TruffleLanguage;
import com.oracle.truffle.api.frame.Frame;
import com.oracle.truffle.api.frame.MaterializedFrame;
import com.oracle.truffle.api.interop.InteropLibrary;
import com.oracle.truffle.api.interop.TruffleObject;
import com.oracle.truffle.api.interop.UnknownIdentifierException;
import com.oracle.truffle.api.interop.UnsupportedMessageException;
import com.oracle.truffle.api.interop.UnsupportedTypeException;
import com.oracle.truffle.api.library.ExportLibrary;
import com.oracle.truffle.api.library.ExportMessage;
import com.oracle.truffle.api.nodes.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.WasmLanguage;
import org.trifola.wasm.interop.MemberNames;
import org.trifola.wasm.interop.Members;
import org.trifola.wasm.runtime.FunctionCode;
import org.trifola.wasm.runtime.HostValues;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.ToWasmNode;
import org.trifola.wasm.syntax.ExternKind;
import org.trifola.wasm.syntax.ValType;
import org.trifola.wasm.text.Listing;
import org.trifola.wasm.validation.ModuleContext;

/**
 * What a debugger shows at a place in a function: the parameters and locals by the names that the listing gives them, and the
 * {@code instance} with its exports, globals, memories and tables.
 */
@ExportLibrary(InteropLibrary.class)
public final class FrameScope implements TruffleObject {
    private static final String INSTANCE = "instance";

    private final FunctionCode code;
    private final FrameLayout layout;
    private final MaterializedFrame frame;
    private final List<ValType> types;
    private final List<String> names;

    private FrameScope(FunctionRootNode root, MaterializedFrame frame) {
        code = root.code();
        layout = root.layout();
        this.frame = frame;
        types = code.localTypes();
        names = code.module().listing().locals(code.index(), types.size());
    }

    /** The scope at a node of a translated function. */
    public static Object of(Node node, @Nullable Frame frame) throws UnsupportedMessageException {
        return create(root(node), materialize(frame));
    }

    @TruffleBoundary
    private static FrameScope create(FunctionRootNode root, MaterializedFrame frame) {
        return new FrameScope(root, frame);
    }

    private static MaterializedFrame materialize(@Nullable Frame frame) throws UnsupportedMessageException {
        if (frame == null) {
            throw UnsupportedMessageException.create();
        }
        return frame.materialize();
    }

    private static FunctionRootNode root(Node node) throws UnsupportedMessageException {
        if (node.getRootNode() instanceof FunctionRootNode root) {
            return root;
        }
        throw UnsupportedMessageException.create();
    }

    private Members instanceMembers() {
        Instance instance = FrameLayout.instanceOf(frame);
        ModuleContext context = code.module().context();
        return new Members(
                        InteropLibrary.getUncached().toDisplayString(instance).toString())
                .with("exports", instance.exports())
                .with("globals", externs(instance, ExternKind.GLOBAL, context.globalCount()))
                .with("memories", externs(instance, ExternKind.MEMORY, context.memoryCount()))
                .with("tables", externs(instance, ExternKind.TABLE, context.tableCount()));
    }

    private Members externs(Instance instance, ExternKind kind, int count) {
        Listing listing = code.module().listing();
        Members members = new Members(count + " of the module");
        for (int i = 0; i < count; i++) {
            members.with(listing.name(kind, i), instance.extern(kind, i));
        }
        return members;
    }

    @ExportMessage
    boolean isScope() {
        return true;
    }

    @ExportMessage
    boolean hasMembers() {
        return true;
    }

    @ExportMessage
    @TruffleBoundary
    Object getMembers(boolean includeInternal) {
        String[] all = names.toArray(new String[names.size() + 1]);
        all[names.size()] = INSTANCE;
        return new MemberNames(all);
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberReadable(String member) {
        return member.equals(INSTANCE) || names.contains(member);
    }

    @ExportMessage
    @TruffleBoundary
    Object readMember(String member) throws UnknownIdentifierException {
        return member.equals(INSTANCE) ? instanceMembers() : HostValues.toHost(layout.readLocal(frame, index(member)));
    }

    @ExportMessage
    @TruffleBoundary
    boolean isMemberModifiable(String member) {
        return names.contains(member);
    }

    @ExportMessage
    boolean isMemberInsertable(String member) {
        return false;
    }

    @ExportMessage
    @TruffleBoundary
    void writeMember(String member, Object value) throws UnknownIdentifierException, UnsupportedTypeException {
        int index = index(member);
        try {
            layout.writeLocal(frame, index, ToWasmNode.convert(types.get(index), value));
        } catch (ToWasmNode.UnfitValue _) {
            throw UnsupportedTypeException.create(new Object[] {value}, "must be of type " + types.get(index));
        }
    }

    private int index(String member) throws UnknownIdentifierException {
        int index = names.indexOf(member);
        if (index < 0) {
            throw UnknownIdentifierException.create(member);
        }
        return index;
    }

    @ExportMessage
    boolean hasLanguage() {
        return true;
    }

    @ExportMessage
    Class<? extends TruffleLanguage<?>> getLanguage() {
        return WasmLanguage.class;
    }

    @ExportMessage
    @TruffleBoundary
    Object toDisplayString(boolean allowSideEffects) {
        return code.name();
    }
}
