// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

/**
 * The error codes of WASI, in the order of their numbers.
 *
 * <p>Specification: WASI 0.1, "errno".
 */
enum Errno {
    SUCCESS,
    TOOBIG,
    ACCES,
    ADDRINUSE,
    ADDRNOTAVAIL,
    AFNOSUPPORT,
    AGAIN,
    ALREADY,
    BADF,
    BADMSG,
    BUSY,
    CANCELED,
    CHILD,
    CONNABORTED,
    CONNREFUSED,
    CONNRESET,
    DEADLK,
    DESTADDRREQ,
    DOM,
    DQUOT,
    EXIST,
    FAULT,
    FBIG,
    HOSTUNREACH,
    IDRM,
    ILSEQ,
    INPROGRESS,
    INTR,
    INVAL,
    IO,
    ISCONN,
    ISDIR,
    LOOP,
    MFILE,
    MLINK,
    MSGSIZE,
    MULTIHOP,
    NAMETOOLONG,
    NETDOWN,
    NETRESET,
    NETUNREACH,
    NFILE,
    NOBUFS,
    NODEV,
    NOENT,
    NOEXEC,
    NOLCK,
    NOLINK,
    NOMEM,
    NOMSG,
    NOPROTOOPT,
    NOSPC,
    NOSYS,
    NOTCONN,
    NOTDIR,
    NOTEMPTY,
    NOTRECOVERABLE,
    NOTSOCK,
    NOTSUP,
    NOTTY,
    NXIO,
    OVERFLOW,
    OWNERDEAD,
    PERM,
    PIPE,
    PROTO,
    PROTONOSUPPORT,
    PROTOTYPE,
    RANGE,
    ROFS,
    SPIPE,
    SRCH,
    STALE,
    TIMEDOUT,
    TXTBSY,
    XDEV,
    NOTCAPABLE;

    /** The number that the guest sees. */
    int code() {
        return ordinal();
    }

    /** An exception that ends the call with this code. */
    WasiError error() {
        return new WasiError(this);
    }
}
