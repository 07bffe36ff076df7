// SPDX-License-Identifier: Apache-2.0
package org.trifola.wasm.wasi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Reading ahead for those that wait for input. */
class InputSourceTest {
    private static void await(InputSource source) throws InterruptedException {
        CountDownLatch isReady = new CountDownLatch(1);
        source.wakeWhenReady(isReady::countDown);
        assertTrue(isReady.await(10, TimeUnit.SECONDS));
    }

    @Test
    void a_byte_that_comes_between_asking_and_waiting_is_not_lost() throws Exception {
        InputStream in = new ByteArrayInputStream("input".getBytes(StandardCharsets.US_ASCII));
        InputSource source = new InputSource(in, false);
        await(source);
        await(source);
        assertEquals(5, source.ready());
        byte[] bytes = new byte[10];
        assertEquals("input", new String(bytes, 0, source.read(bytes), StandardCharsets.US_ASCII));
    }

    @Test
    void the_end_is_awaited_only_once() throws Exception {
        InputSource source = new InputSource(InputStream.nullInputStream(), false);
        await(source);
        await(source);
        assertEquals(0, source.ready());
        assertEquals(-1, source.read(new byte[10]));
    }
}
