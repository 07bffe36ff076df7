// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.syntax;

/**
 * The type of a linear memory.
 *
 * <p>Specification: 2.3.13 "Memory Types"; {@code shared} comes from the threads proposal, the page size from the
 * custom-page-sizes proposal.
 *
 * @param limits the size in pages
 * @param pageSizeLog2 the exponent of the page size: 16 for the usual 64 KiB, 0 for single bytes
 */
public record MemoryType(AddressType addressType, Limits limits, boolean shared, int pageSizeLog2)
        implements ExternType {
    /** The exponent of the usual page size, 64 KiB. */
    public static final int DEFAULT_PAGE_SIZE_LOG2 = 16;

    /** An unshared 32-bit memory with pages of 64 KiB. */
    public static MemoryType of(Limits limits) {
        return new MemoryType(AddressType.I32, limits, false, DEFAULT_PAGE_SIZE_LOG2);
    }

    /** The size of a page in bytes. */
    public int pageSize() {
        return 1 << pageSizeLog2;
    }

    @Override
    public ExternKind kind() {
        return ExternKind.MEMORY;
    }

    @Override
    public String toString() {
        return (addressType == AddressType.I64 ? "i64 " : "")
                + limits
                + (shared ? " shared" : "")
                + (pageSizeLog2 == DEFAULT_PAGE_SIZE_LOG2 ? "" : " (pagesize " + pageSize() + ")");
    }
}
