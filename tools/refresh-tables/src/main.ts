import { setTimeout } from 'node:timers/promises';
import { run } from './run.ts';
import { azureToken } from './token.ts';

const answerWithin = 60_000;

process.exitCode = await run(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  today: () => new Date().toISOString().slice(0, 10),
  token: () => azureToken(process.env),
  // npm starts a workspace's script in the workspace's folder and says where it was called.
  folder: process.env.INIT_CWD ?? process.cwd(),
  wait: async (milliseconds) => setTimeout(milliseconds),
  async transport({ url, token }) {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      // A redirect would carry the token to another host.
      redirect: 'error',
      signal: AbortSignal.timeout(answerWithin),
    });
    return { status: answer.status, retryAfter: answer.headers.get('retry-after'), body: await answer.text() };
  },
});
