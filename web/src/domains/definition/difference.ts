import { actorsSaid, clockSaid, outcomeTitle, place, whenSaid, type Clock, type Definition, type Lexicon, type Step } from './words'

/** One thing that is otherwise than in the other table. */
export interface Change {
  key: string
  title: string
  part: string
  was: string
  now: string
}

type Told = Record<string, string>

function stepTold(table: Definition, step: Step, lexicon: Lexicon): Told {
  const { t } = lexicon
  const due = table.clocks?.find((c) => c.key === step.due)
  return {
    title: step.title,
    mode: t(`definition.step.modes.${step.mode}`) + (step.percent ? ` ${step.percent}%` : ''),
    actors: actorsSaid(table, step, lexicon),
    due: due?.title ?? t('definition.step.noDue'),
    when: whenSaid(table, step, lexicon) || t('definition.difference.nothing'),
    required: (step.form ?? []).filter((f) => f.required).map((f) => f.label).join('、') || t('definition.difference.nothing'),
    opinion: t(step.opinion_required ? 'definition.difference.yes' : 'definition.difference.no'),
    next: Object.entries(step.next).map(([o, target]) => `${outcomeTitle(step, o, lexicon)} → ${place(table, target, lexicon)}`).join('，'),
  }
}

const clockTold = (clock: Clock, lexicon: Lexicon): Told => ({ title: clock.title, budget: clockSaid(clock, lexicon) })

function compare(key: string, title: string, was: Told | undefined, now: Told | undefined): Change[] {
  const parts = Object.keys(now ?? was ?? {})
  return parts.filter((p) => was?.[p] !== now?.[p]).map((part) => ({ key: `${key}.${part}`, title, part, was: was?.[part] ?? '', now: now?.[part] ?? '' }))
}

/** What a table does otherwise than the shipped one, in words, in the order of its steps. */
export function differences(shipped: Definition, own: Definition, lexicon: Lexicon): Change[] {
  const { t } = lexicon
  const changes: Change[] = []
  const before = new Map((shipped.steps ?? []).map((s) => [s.key, s]))
  for (const step of own.steps ?? []) {
    const old = before.get(step.key)
    before.delete(step.key)
    if (!old) changes.push({ key: step.key, title: step.title, part: 'added', was: '', now: t('definition.difference.added') })
    else changes.push(...compare(step.key, old.title, stepTold(shipped, old, lexicon), stepTold(own, step, lexicon)))
  }
  for (const old of before.values()) changes.push({ key: old.key, title: old.title, part: 'removed', was: t('definition.difference.removed'), now: '' })
  for (const clock of own.clocks ?? []) {
    const old = shipped.clocks?.find((c) => c.key === clock.key)
    changes.push(...compare(`clock.${clock.key}`, clock.title, old && clockTold(old, lexicon), clockTold(clock, lexicon)))
  }
  return changes
}
