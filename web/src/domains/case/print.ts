import { Problem } from '@/api'

/**
 * Opens a form as it will lie on paper, in a window of its own, and the browser's printing over it. Refusals come back
 * instead of a window that shows them.
 */
export async function printSlip(document: string, slip: string): Promise<Problem | undefined> {
  const url = `/api/v1/documents/${document}/${slip}`
  const answer = await fetch(url, { headers: { Accept: 'text/html' } }).catch(() => undefined)
  if (!answer) return Problem.offline()
  if (!answer.ok) return Problem.of(answer)
  const sheet = window.open(url, '_blank')
  sheet?.addEventListener('load', () => sheet.print())
  if (!sheet) location.assign(url) // no second window here: the form takes this one's place
  return undefined
}
