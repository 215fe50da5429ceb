import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Everybody's password in the county of the stories. */
export const password = 'Qichun-demo-2026'

/** A free port below those that systems give to outgoing connections, so that no client sits on it before the program does. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000)
    const free = await new Promise<boolean>((answer) => {
      const server = createServer()
      server.once('error', () => answer(false))
      server.listen(port, '127.0.0.1', () => server.close(() => answer(true)))
    })
    if (free) return port
  }
}

async function ready(url: string, program: ChildProcess, log: string): Promise<void> {
  const end = Date.now() + 90_000
  while (Date.now() < end) {
    if (program.exitCode !== null) throw new Error(`the program ended at once; see ${log}`)
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((soon) => setTimeout(soon, 100))
  }
  throw new Error(`the program is not ready; see ${log}`)
}

/** Starts the real program with the demonstration county; gives what ends it. RENDA_E2E_URL set: uses that one. */
export default async function start(): Promise<() => Promise<void>> {
  if (process.env.RENDA_E2E_URL) return () => Promise.resolve()
  const binary = process.env.RENDA_E2E_BIN ?? join(import.meta.dirname, '..', '..', 'bin', 'renda')
  if (!existsSync(binary)) throw new Error(`${binary} is not there; run make build`)
  const dir = mkdtempSync(join(tmpdir(), 'renda-e2e-'))
  const [listen, engine] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${listen}`
  // The program refuses settings that it does not know; those of the stories are not its own.
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('RENDA_'))
  const env = {
    ...Object.fromEntries(inherited),
    RENDA_DATA_DIR: dir,
    RENDA_LISTEN: `127.0.0.1:${listen}`,
    RENDA_TEMPORAL_ADDRESS: `127.0.0.1:${engine}`,
    RENDA_DEMO_PASSWORD: password,
    RENDA_RATE: '0',
    RENDA_LOG_LEVEL: 'warn',
  }
  execFileSync(binary, ['demo', 'load'], { env, stdio: 'ignore' })
  const log = join(dir, 'program.log')
  const out = createWriteStream(log)
  const program = spawn(binary, ['serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  program.stdout.pipe(out)
  program.stderr.pipe(out)
  await ready(url, program, log)
  process.env.RENDA_E2E_URL = url
  return async () => {
    const ended = new Promise((end) => program.once('exit', end))
    program.kill('SIGTERM')
    await ended
    rmSync(dir, { recursive: true, force: true })
  }
}
