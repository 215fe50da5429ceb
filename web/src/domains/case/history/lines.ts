import type { Schema } from '@/api'

type Line = Schema<'CasesLine'>
type Head = Schema<'CasesHead'>
type Task = Schema<'CasesTask'>

/** Who did it, and for whom: 「张三代李四」. */
export function byLine(line: Line, t: (key: string, args: Record<string, string>) => string): string {
  return line.for ? t('case.history.byFor', { by: line.by.name, for: line.for.name }) : t('case.history.by', { by: line.by.name })
}

/** A step as the route shows it. */
export interface RouteStep {
  key: string
  title: string
  state: 'done' | 'now' | 'skipped' | 'ahead'
  rounds: number
  outcome: string
  /** Who has it now, or had it last; several side by side. */
  people: { name: string; part?: string; state: string }[]
}

/** A way back that was taken: from a step to an earlier one. */
export interface Back {
  from: number
  to: number
  how: string
}

/** The steps of the process with what became of them. */
export function routeOf(head: Head, tasks: Task[], whoOf: (task: Task) => string): RouteStep[] {
  const last = new Map<string, NonNullable<Head['visits']>[number]>()
  for (const visit of head.visits ?? []) last.set(visit.step, visit)
  return (head.steps ?? []).map((step) => {
    const visit = last.get(step.key)
    const own = tasks.filter((task) => task.kind === 'act' && task.step === step.key && task.round === visit?.round && task.status !== 'cancelled')
    const state = step.current ? 'now' : step.skipped ? 'skipped' : isDone(head, step.key) ? 'done' : 'ahead'
    return {
      key: step.key, title: step.title, state, rounds: step.rounds, outcome: step.current ? '' : (visit?.outcome_title ?? ''),
      people: own.map((task) => ({ name: task.done_by?.name ?? whoOf(task), part: task.part_title, state: task.status })),
    }
  })
}

// A step that the case was sent back over is ahead again.
function isDone(head: Head, key: string): boolean {
  const steps = head.steps ?? []
  const step = steps.find((s) => s.key === key)
  if (!step?.rounds) return false
  if (!['open', 'suspended'].includes(head.status)) return true
  const at = steps.findIndex((s) => s.current)
  return at < 0 || steps.indexOf(step) < at
}

/** Ways back, in order. */
export function backsOf(head: Head): Back[] {
  const at = (key: string) => (head.steps ?? []).findIndex((s) => s.key === key)
  const backs: Back[] = []
  let before = -1
  for (const visit of head.visits ?? []) {
    const now = at(visit.step)
    if (before >= 0 && now < before) backs.push({ from: before, to: now, how: visit.how })
    before = now
  }
  return backs
}

/** Lines by day, the newest day first where asked. */
export function byDay(lines: Line[], dayOf: (at: string) => string): { day: string; lines: Line[] }[] {
  const days: { day: string; lines: Line[] }[] = []
  for (const line of lines) {
    const day = dayOf(line.at)
    if (days[days.length - 1]?.day === day) days[days.length - 1]!.lines.push(line)
    else days.push({ day, lines: [line] })
  }
  return days
}
