/** The address of the label of a registered paper. */
export function labelOf(caseId: string, paper: 'label' | 'a4'): string {
  return `/api/v1/documents/${encodeURIComponent(caseId)}/receipt-label?paper=${paper}`
}

/** Opens the label and the printer's dialog over it; closed without printing, the label stays open to try again. */
export function printLabel(caseId: string, paper: 'label' | 'a4'): void {
  const page = open(labelOf(caseId, paper), '_blank')
  page?.addEventListener('load', () => page.print())
}
