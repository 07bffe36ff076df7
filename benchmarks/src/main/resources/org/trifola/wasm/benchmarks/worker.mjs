// SPDX-License-Identifier: Apache-2.0
// Runs one module on Node's engine, as Worker.java does on engines of the JVM, with the same arguments and reports.
import fs from 'node:fs';
import path from 'node:path';
import { WASI } from 'node:wasi';

const [file, directory, output, seconds] = process.argv.slice(2);
const stdout = fs.openSync(path.join(output, 'stdout'), 'w');
const stderr = fs.openSync(path.join(output, 'stderr'), 'w');
const report = (...fields) => fs.writeSync(1, fields.join('\t') + '\n');

let start, end;
const bench = {
    start() { start = performance.now(); },
    end() { end = performance.now(); },
};
const env = { clock_ms: () => BigInt(Math.floor(performance.now())) };

function run(module) {
    const wasi = new WASI({
        version: 'preview1',
        args: [path.basename(file)],
        preopens: { '.': directory },
        stdout,
        stderr,
        returnOnExit: true,
    });
    const instance = new WebAssembly.Instance(module, { ...wasi.getImportObject(), bench, env });
    if ('_start' in instance.exports) {
        return { exitCode: wasi.start(instance) ?? 0, score: 0 };
    }
    return { exitCode: 0, score: instance.exports.run() };
}

report('engine', `Node ${process.versions.node} (V8 ${process.versions.v8})`);
const bytes = fs.readFileSync(file);
const beforeLoad = performance.now();
const module = new WebAssembly.Module(bytes);
report('load', performance.now() - beforeLoad);

const mostIterations = 1000;
const begin = performance.now();
let iterations = 0;
do {
    start = end = undefined;
    const before = performance.now();
    const { exitCode, score } = run(module);
    const millis = end === undefined ? performance.now() - before : end - start;
    report('iteration', millis, exitCode, score);
    report('memory', process.resourceUsage().maxRSS);
} while (++iterations < mostIterations && performance.now() - begin < seconds * 1000);
