import { deflateSync } from 'node:zlib'
import { accessible, expect, test, type Caller } from './rig'
import type { Page } from '@playwright/test'

type Call = (username: string) => Promise<Caller>
interface Item {
  case: { id: string }
}
interface Said {
  author: { name: string }
  text?: string
  ink?: string
}

const checked = { check_ours: ['yes'], check_rules: ['yes'], check_format: ['yes'], check_consulted: ['na'], check_drafting: ['yes'] }

/** Puts a paper before the vice chair, who is to instruct. */
async function before(call: Call, title: string, more: Record<string, unknown> = {}): Promise<string> {
  const [registrar, head, leader] = [await call('registrar'), await call('office_head'), await call('vice_chair')]
  const id = await registrar.receive(title, { source_doc_no: `蕲水〔2026〕${++number}号`, ...more })
  await registrar.act(id, { outcome: 'approve', form: checked })
  const me = await leader.get<{ person_id: string }>('/session')
  const units = await head.get<{ items: { id: string; code: string }[] }>('/units')
  const unit = units.items.find((u) => u.code === 'npc-rural')!.id
  await head.act(id, {
    outcome: 'instruct',
    opinion: { text: '拟请分管副主任阅示，交农工委办理。' },
    form: { leaders: [me.person_id], lead_unit: [unit] },
  })
  return id
}
let number = Math.floor(Date.now() / 1000) % 100_000

async function taskOf(call: Call, id: string): Promise<string> {
  const { items } = await (await call('vice_chair')).get<{ items: { case: { id: string }; task: { id: string } }[] }>('/inbox?box=todo&limit=100')
  return items.find((i) => i.case.id === id)!.task.id
}
async function waits(call: Call, id: string): Promise<boolean> {
  const { items } = await (await call('vice_chair')).get<{ items: Item[] }>('/inbox?box=todo&limit=100')
  return items.some((i) => i.case.id === id)
}
async function opinionOf(call: Call, id: string): Promise<Said[]> {
  const { items } = await (await call('registrar')).get<{ items: Said[] }>(`/cases/${id}/opinions`)
  return items.slice(1)
}
const confirm = (page: Page) => page.getByTestId('confirm')
const choice = (page: Page, title = '交办') => page.getByRole('button', { name: title, exact: false }).first()

/** Counts what a finger does on a page. */
async function counting(page: Page): Promise<() => Promise<{ taps: number; scrolls: number }>> {
  await page.evaluate(() => {
    const seen = { taps: 0, scrolls: 0 }
    Object.assign(window, { seen })
    addEventListener('pointerdown', () => seen.taps++, true)
    addEventListener('scroll', () => seen.scrolls++, true)
  })
  return () => page.evaluate(() => (window as unknown as { seen: { taps: number; scrolls: number } }).seen)
}

interface Dot {
  x: number
  y: number
  pressure: number
}
/** A stroke of a pen, a finger or a mouse over an element; places are parts of its width and height. */
async function draw(page: Page, testId: string, kind: 'pen' | 'touch' | 'mouse', dots: Dot[], id = 7): Promise<void> {
  await page.getByTestId(testId).first().evaluate(
    (element, { kind, dots, id }) => {
      const box = element.getBoundingClientRect()
      const send = (type: string, dot: Dot, buttons: number) =>
        element.dispatchEvent(
          new PointerEvent(type, {
            bubbles: true,
            cancelable: true,
            pointerId: id,
            pointerType: kind,
            isPrimary: true,
            button: 0,
            buttons,
            pressure: dot.pressure,
            clientX: box.left + dot.x * box.width,
            clientY: box.top + dot.y * box.height,
          }),
        )
      send('pointerdown', dots[0]!, 1)
      for (const dot of dots.slice(1)) send('pointermove', dot, 1)
      send('pointerup', dots.at(-1)!, 0)
    },
    { kind, dots, id },
  )
}
const line = (y: number): Dot[] => [0.1, 0.3, 0.5].map((x, i) => ({ x, y, pressure: 0.3 + i / 5 }))
const strokes = (page: Page) => page.getByTestId('ink-pad').locator('path').count()

test('An ordinary paper takes two taps and no scrolling', async ({ call, as }) => {
  const id = await before(call, '关于第一段堤防整治的请示')
  const page = await as('vice_chair', `/sign/${await taskOf(call, id)}`, { size: 'tablet' })
  await expect(page.getByRole('heading', { name: '关于第一段堤防整治的请示' }).first()).toBeVisible()
  await expect(choice(page)).toBeInViewport({ ratio: 1 })
  const count = await counting(page)
  await choice(page).tap()
  await expect(page.getByRole('dialog')).toContainText('进入“承办”')
  await expect(confirm(page)).toBeInViewport({ ratio: 1 })
  await confirm(page).tap()
  await expect(page.getByText('已送出：交办')).toBeVisible()
  const { taps, scrolls } = await count()
  console.log(`a decision on an ordinary paper: ${taps} taps, ${scrolls} scrolls`)
  expect({ taps, scrolls }).toEqual({ taps: 2, scrolls: 0 })
  expect(await waits(call, id)).toBe(false)
})

test('What a pen writes is kept as strokes, bound to the text; turning the tablet keeps it', async ({ call, as }) => {
  const id = await before(call, '关于第二段堤防整治的请示')
  const page = await as('vice_chair', `/sign/${await taskOf(call, id)}`, { size: 'tablet' })
  await page.getByRole('button', { name: '写意见' }).tap()
  await draw(page, 'ink-pad', 'touch', line(0.2))
  expect(await strokes(page)).toBe(1)
  await draw(page, 'ink-pad', 'pen', line(0.5))
  await draw(page, 'ink-pad', 'pen', line(0.8))
  expect(await strokes(page)).toBe(3)
  await draw(page, 'ink-pad', 'touch', line(0.35), 9)
  expect(await strokes(page), 'a palm beside the pen').toBe(3)
  await page.getByRole('button', { name: '橡皮（整笔擦除）' }).tap()
  await draw(page, 'ink-pad', 'pen', [{ x: 0.2, y: 0.2, pressure: 0.5 }])
  expect(await strokes(page)).toBe(2)
  await page.getByRole('button', { name: '撤销' }).tap()
  expect(await strokes(page)).toBe(3)
  await page.getByRole('button', { name: '重做' }).tap()
  await page.setViewportSize({ width: 768, height: 1024 })
  expect(await strokes(page)).toBe(2)
  await page.getByRole('button', { name: '写好了' }).tap()
  await choice(page).tap()
  await confirm(page).tap()
  await expect(page.getByText('已送出：交办')).toBeVisible()

  const [said] = await opinionOf(call, id)
  const ink = await (await call('registrar')).get<{ v: number; width: number; strokes: { points: number[][] }[] }>(`/files/${said!.ink}/content`)
  expect(ink).toMatchObject({ v: 1, width: 800, height: 360 })
  expect(ink.strokes.map((s) => s.points.map((p) => p[2]))).toEqual([[0.3, 0.5, 0.7], [0.3, 0.5, 0.7]])
})

test('A decision without a line waits, outlives a reload, and is sent once', async ({ call, as }) => {
  const id = await before(call, '关于第三段堤防整治的请示')
  const page = await as('vice_chair', `/sign/${await taskOf(call, id)}`, { size: 'tablet' })
  await page.waitForFunction(() => navigator.serviceWorker.controller)
  await expect(choice(page)).toBeVisible()
  await page.waitForFunction(async () => (await (await caches.open('renda-shell-1')).keys()).length > 8)
  await page.context().setOffline(true)
  await choice(page).tap()
  await expect(page.getByRole('dialog')).toContainText('现在没有网络')
  await confirm(page).tap()
  await expect(page.getByRole('button', { name: '待发送 1 件' })).toBeVisible()

  await page.reload()
  await expect(page.getByRole('heading', { name: '没有网络连接' })).toBeVisible()
  await expect(page.getByText('本机有 1 件决定待发送')).toBeVisible()
  const kept = await page.evaluate(async () => {
    const names = (await (await caches.open('renda-shell-1')).keys()).map((r) => new URL(r.url).pathname)
    return names.filter((name) => name.startsWith('/api'))
  })
  expect(kept, 'nothing of the API on the device').toEqual([])
  expect(await waits(call, id)).toBe(true)

  const sent: string[] = []
  page.on('request', (r) => r.url().endsWith(`/cases/${id}/acts`) && sent.push(r.headers()['idempotency-key'] ?? ''))
  await page.context().setOffline(false)
  await expect.poll(() => waits(call, id), { timeout: 20_000 }).toBe(false)
  await expect(page.getByRole('button', { name: /待发送/ })).toHaveCount(0)
  expect(new Set(sent).size).toBe(1)
  const history = await (await call('registrar')).get<{ items: { text: string; minor?: boolean }[] }>(`/cases/${id}/events`)
  expect(history.items.filter((l) => !l.minor && l.text.startsWith('“批示”'))).toHaveLength(1)
})

test('A case that has moved on is not decided in his name; his ink stays', async ({ call, as }) => {
  const id = await before(call, '关于第四段堤防整治的请示')
  const page = await as('vice_chair', `/sign/${await taskOf(call, id)}`, { size: 'tablet' })
  await page.getByRole('button', { name: '写意见' }).tap()
  await draw(page, 'ink-pad', 'mouse', line(0.5))
  await page.getByRole('button', { name: '写好了' }).tap()
  await page.context().setOffline(true)
  await choice(page).tap()
  await confirm(page).tap()
  await expect(page.getByRole('button', { name: '待发送 1 件' })).toBeVisible()

  const head = await call('office_head')
  await head.post(`/cases/${id}/acts`, { verb: 'withdraw', reason: '拟办意见有误' })
  await page.context().setOffline(false)
  await page.getByRole('button', { name: '1 件未能送达' }).tap({ timeout: 30_000 })
  const told = page.getByRole('dialog')
  await expect(told).toContainText('系统没有以您的名义做任何事')
  await expect(told).toContainText('取回')
  expect((await opinionOf(call, id)).some((o) => o.ink)).toBe(false)

  const me = (await (await call('vice_chair')).get<{ person_id: string }>('/session')).person_id
  await head.act(id, { outcome: 'instruct', opinion: { text: '重新呈批。' }, form: { leaders: [me] } })
  await told.getByRole('button', { name: '重新决定' }).tap()
  await expect(page.getByRole('button', { name: '改意见' })).toBeVisible()
  await choice(page).tap()
  await expect(page.getByRole('dialog').getByRole('img', { name: /手写的意见/ })).toBeVisible()
  await confirm(page).tap()
  await expect.poll(async () => (await opinionOf(call, id)).some((o) => o.ink)).toBe(true)
})

/** A small white picture of a page. */
function png(width: number, height: number): Buffer {
  const crc = (bytes: Buffer) => {
    let c = ~0
    for (const b of bytes) {
      c ^= b
      for (let k = 0; k < 8; k++) c = c & 1 ? (c >>> 1) ^ 0xedb88320 : c >>> 1
    }
    return ~c >>> 0
  }
  const part = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data])
    const out = Buffer.alloc(8 + data.length + 4)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc(body), 8 + data.length)
    return out
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height, 255)
  for (let y = 0; y < height; y++) rows[y * (width + 1)] = 0
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), part('IHDR', head), part('IDAT', deflateSync(rows)), part('IEND', Buffer.alloc(0))])
}

test('Ink on a page is kept with its page, and others see whose it is', async ({ call, as }) => {
  const registrar = await call('registrar')
  const file = await registrar.upload('扫描件.png', 'image/png', png(600, 800))
  const id = await before(call, '关于第五段堤防整治的请示', { body: [], attachments: [{ name: '扫描件', file }] })
  const page = await as('vice_chair', `/sign/${await taskOf(call, id)}`, { size: 'tablet' })
  await page.getByRole('button', { name: '在文件上批注' }).tap()
  await draw(page, 'page-ink', 'pen', line(0.2))
  await page.getByRole('button', { name: '完成批注' }).tap()
  type Drawn = { items: { page: number; version: number; author: { name: string }; ink: { width: number; strokes: unknown[] } }[] }
  const drawn = () => registrar.get<Drawn>(`/cases/${id}/annotations`)
  await expect.poll(async () => (await drawn()).items.length).toBe(1)
  expect((await drawn()).items[0]).toMatchObject({ page: 1, version: 1, ink: { width: 450, strokes: [{}] } })
  await page.reload()
  await expect(page.getByTestId('page-ink').locator('.mine path')).toHaveCount(1)
  await page.getByLabel('显示批注').uncheck()
  await expect(page.getByTestId('page-ink')).toHaveCount(0)

  const office = await as('office_head', `/cases/${id}/paper`)
  await expect(office.getByTestId('page-ink').locator('.other path')).toHaveCount(1)
  await expect(office.locator('.case-ink > .bar > span.soft')).toHaveText(/批注$/)
})

test('Where the pen cannot write, the desk says why and where it can', async ({ call, as }) => {
  const plain = await before(call, '关于第十段堤防整治的请示')
  const page = await as('vice_chair', `/sign/${await taskOf(call, plain)}`, { size: 'tablet' })
  await expect(page.getByText('文字稿随屏幕重新排列，没有固定的页，不能在上面批注')).toBeVisible()
  await expect(page.getByRole('button', { name: '在文件上批注' })).toHaveCount(0)
  await accessible(page)

  const file = await (await call('registrar')).upload('附图.png', 'image/png', png(600, 800))
  const both = await before(call, '关于第十一段堤防整治的请示', { attachments: [{ name: '附图', file }], attachment_count: 1 })
  await page.goto(`/sign/${await taskOf(call, both)}`)
  await expect(page.getByText('可换到“附图.png”批注')).toBeVisible()
  await page.getByLabel('选择文件').selectOption({ label: '附图.png' })
  await expect(page.getByRole('button', { name: '在文件上批注' })).toBeVisible()
  await expect(page.getByText('没有固定的页')).toHaveCount(0)
})

test('A finger turns to the next paper, a pen and a scroll do not', async ({ call, as }) => {
  const first = await before(call, '关于第六段堤防整治的请示')
  await before(call, '关于第七段堤防整治的请示')
  const page = await as('vice_chair', `/sign/${await taskOf(call, first)}`, { size: 'tablet' })
  const title = page.locator('.top .title')
  await expect(title).toHaveText('关于第六段堤防整治的请示')
  const over = (y: number): Dot[] => [0.7, 0.5, 0.2].map((x, i) => ({ x, y: 0.5 + (y * i) / 2, pressure: 0.5 }))
  await expect(choice(page)).toBeVisible()
  await draw(page, 'paper', 'pen', over(0))
  await draw(page, 'paper', 'touch', over(0.4))
  await expect(title).toHaveText('关于第六段堤防整治的请示')
  await draw(page, 'paper', 'touch', over(0))
  await expect(title).not.toHaveText('关于第六段堤防整治的请示')
})

for (const size of ['tablet', 'phone'] as const) {
  test(`The desk is readable by everybody (${size})`, async ({ call, as }) => {
    const id = await before(call, '关于第八段堤防整治的请示', { urgency: '特急' })
    const page = await as('vice_chair', `/sign/${await taskOf(call, id)}`, { size })
    await expect(choice(page)).toBeVisible()
    await accessible(page)
    const small = await page
      .locator('.acts button, .top button')
      .evaluateAll((all) => all.filter((b) => b.getBoundingClientRect().height < 44).map((b) => b.textContent))
    expect(small, 'targets under 44 px').toEqual([])
    if (size === 'tablet') {
      await page.getByRole('button', { name: '写意见' }).tap()
      await expect(page.getByTestId('ink-pad')).toBeVisible()
    } else {
      await choice(page).tap()
      await expect(page.getByRole('dialog')).toContainText('进入“承办”')
    }
    await accessible(page)
  })
}
