// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.trifola.wasm.runtime.ArgumentError;
import org.trifola.wasm.runtime.Instance;
import org.trifola.wasm.runtime.Memory;

/**
 * What the system interface knows of one program, that is, of one instance: its memory, arguments, environment and open
 * descriptors.
 */
public final class Wasi {
    private final WasiConfig config;
    private final DescriptorTable descriptors = new DescriptorTable();
    private final AtomicReference<@Nullable TransferBuffer> spareBuffer = new AtomicReference<>();
    private volatile @Nullable Instance instance;
    private @Nullable WasiThreads threads;
    private @Nullable GuestMemory memory;

    /**
     * Makes the state of an instance to come.
     *
     * @throws ArgumentError when a directory of the configuration can not be opened
     */
    public Wasi(WasiConfig config) {
        this.config = config;
        descriptors.add(new InputDescriptor(config.in()));
        descriptors.add(new OutputDescriptor(config.out().stream(), config.out().isFile()));
        descriptors.add(new OutputDescriptor(config.err().stream(), config.err().isFile()));
        for (WasiConfig.Preopen preopen : config.preopens()) {
            descriptors.add(open(preopen));
        }
        for (ServerSocketChannel listener : config.listeners()) {
            descriptors.add(new ListenerDescriptor(listener));
        }
    }

    private Descriptor open(WasiConfig.Preopen preopen) {
        try {
            Directory directory = files().open(preopen.host(), preopen.readOnly());
            Listing listing = new Listing(files(), directory, directory.stat().inode());
            return new DirectoryDescriptor(
                    directory, listing, preopen.guest(), Rights.DIRECTORY, Rights.DIRECTORY_INHERITING);
        } catch (NoSuchFileException | NotDirectoryException _) {
            throw new ArgumentError("there is no directory " + preopen.host() + " to give to the program");
        } catch (IOException e) {
            throw new ArgumentError("the directory " + preopen.host() + " can not be given to the program: " + e);
        }
    }

    /** Tells the state its first instance, before any code of that instance runs; the others have the same memory. */
    public void attach(Instance newInstance) {
        if (instance == null) {
            instance = newInstance;
        }
        if (threads != null) {
            newInstance.setTrapListener(threads::end);
        }
    }

    /** Tells the state who runs the threads of the program. */
    public void setThreads(WasiThreads newThreads) {
        threads = newThreads;
    }

    /** Ends the program: this thread by the exception, which it still has to throw, and the others. */
    ProcExit exit(int status) {
        ProcExit exit = new ProcExit(status);
        if (threads != null) {
            threads.end(exit);
        }
        return exit;
    }

    /** What the host gave. */
    WasiConfig config() {
        return config;
    }

    /** The files of the context. */
    HostFiles files() {
        return config.files();
    }

    /** The open descriptors. */
    DescriptorTable descriptors() {
        return descriptors;
    }

    /** The memory of the instance. */
    GuestMemory memory() {
        GuestMemory result = memory;
        if (result == null) {
            result = new GuestMemory(findMemory());
            memory = result;
        }
        return result;
    }

    private Memory findMemory() {
        if (instance != null && instance.exports().find("memory") instanceof Memory found) {
            return found;
        }
        throw new ArgumentError("a module that uses WASI must export its memory under the name \"memory\"");
    }

    /** A buffer to be given back with {@link #release}. */
    TransferBuffer borrowBuffer() {
        TransferBuffer spare = spareBuffer.getAndSet(null);
        return spare != null ? spare : new TransferBuffer();
    }

    /** Takes a buffer back. */
    void release(TransferBuffer buffer) {
        spareBuffer.set(buffer);
    }

    /** Closes everything the program left open. */
    public void close() {
        descriptors.closeAll();
    }
}
