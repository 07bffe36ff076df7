// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import java.io.IOException;
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
    private @Nullable Instance instance;
    private @Nullable GuestMemory memory;

    /**
     * Makes the state of an instance to come.
     *
     * @throws ArgumentError when a directory of the configuration can not be opened
     */
    public Wasi(WasiConfig config) {
        this.config = config;
        descriptors.add(new InputStreamDescriptor(config.in()));
        descriptors.add(new OutputStreamDescriptor(config.out()));
        descriptors.add(new OutputStreamDescriptor(config.err()));
        for (WasiConfig.Preopen preopen : config.preopens()) {
            descriptors.add(open(preopen));
        }
    }

    private static Descriptor open(WasiConfig.Preopen preopen) {
        try {
            if (!preopen.host().isDirectory()) {
                throw new ArgumentError("there is no directory " + preopen.host() + " to give to the program");
            }
            Directory directory = Directory.open(preopen.host());
            return new DirectoryDescriptor(directory, preopen.guest(), Rights.DIRECTORY, Rights.DIRECTORY_INHERITING);
        } catch (IOException e) {
            throw new ArgumentError("the directory " + preopen.host() + " can not be opened: " + e.getMessage());
        }
    }

    /** Tells the state its instance, before any code of that instance runs. */
    public void attach(Instance newInstance) {
        instance = newInstance;
    }

    /** What the host gave. */
    WasiConfig config() {
        return config;
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
