import type { Schema } from '@/api'
import type { Act } from './acts'
import { whoOf } from './who'

type Say = (key: string, args?: Record<string, string | number>) => string

/** Where the case stands before the act. */
export interface Before {
  step: string
  status?: string
}

// Lines of the history that say what the position and the tasks do not.
const told = ['number-taken', 'number-needed', 'dispatched', 'withdrawn', 'clock-extended', 'clock-held', 'clock-released', 'task-moved', 'urged', 'paper-ceased']

/** What an act would lead to, in sentences. */
export function sentencesOf(preview: Schema<'CasesPreview'>, before: Before, act: Pick<Act, 'verb' | 'position' | 'strategy'> | undefined, t: Say): string[] {
  const lines = preview.lines ?? []
  const moved = preview.step !== before.step || preview.status !== (before.status ?? 'open') || lines.some((line) => line.type === 'step-entered')
  const names = (kind: string) => (preview.opens ?? []).filter((o) => o.kind === kind && !o.stands).map(whoOf)
  const out = [where(preview, before, moved, names('act'), t)]
  if (act?.verb === 'return' && act.strategy === 'straight') out.push(t('case.will.straight'))
  if (act?.verb === 'delegate' || (act?.verb === 'add-signer' && act.position === 'before')) out.push(t('case.will.before'))
  if (act?.verb === 'add-signer' && act.position === 'after') out.push(t('case.will.after'))
  if (!moved && lines.some((line) => line.type === 'task-woken')) out.push(t('case.will.wakes'))
  const reading = names('read')
  if (reading.length) out.push(t('case.will.reads', { who: join(reading, t) }))
  // That tasks are cancelled goes without saying when the case moves.
  const shown = moved ? told : [...told, 'task-cancelled']
  out.push(...lines.filter((line) => shown.includes(line.type)).map((line) => line.text))
  return out.filter(Boolean)
}

function where(preview: Schema<'CasesPreview'>, before: Before, moved: boolean, acting: string[], t: Say): string {
  const going = ['open', 'suspended'].includes(preview.status)
  if (!moved) {
    if (acting.length) return t('case.will.asks', { who: join(acting, t) })
    return preview.status === 'open' ? t('case.will.stays', { step: preview.step_title }) : t('case.will.same', { status: preview.status_title })
  }
  if (!going) return t('case.will.ends', { status: preview.status_title })
  if (preview.status === 'suspended') return t('case.will.rests')
  if (preview.step === before.step && !acting.length) return t('case.will.stays', { step: preview.step_title })
  return acting.length ? t('case.will.goes', { step: preview.step_title, who: join(acting, t) }) : t('case.will.goesAlone', { step: preview.step_title })
}

function join(names: string[], t: Say): string {
  return names.length > 6 ? t('case.will.andMore', { names: names.slice(0, 5).join('、'), n: names.length }) : names.join('、')
}
