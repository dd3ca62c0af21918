import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Runs a command to its end.
 *
 * @returns wall time in milliseconds and the peak resident memory in MB (Linux: VmHWM, read while it runs), and its output
 */
export function measure(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const began = process.hrtime.bigint();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let peak = 0;
    let out = '';
    let err = '';
    const look = setInterval(() => {
      try {
        const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'));
        if (found) peak = Math.max(peak, Number(found[1]) / 1024);
      } catch {
        // Not Linux, or the process has just ended: the figure stays what it was.
        clearInterval(look);
      }
    }, 20);
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      err += data;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      clearInterval(look);
      resolve({ code, milliseconds: Number(process.hrtime.bigint() - began) / 1e6, megabytes: peak, out, err });
    });
  });
}

/** The run with the median time of several. */
export async function median(times, run) {
  const runs = [];
  for (let i = 0; i < times; i++) runs.push(await run());
  return runs.sort((a, b) => a.milliseconds - b.milliseconds)[Math.floor(runs.length / 2)];
}

/** Prints one row: what, figure, bar. */
export function row(what, figure, bar = '') {
  console.log(`${what.padEnd(58)} ${figure.padStart(12)}   ${bar}`);
}

export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;
