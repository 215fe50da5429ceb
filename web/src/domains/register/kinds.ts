/** The kinds of papers in the order of the regulation, with the last words of a title and the usual direction first. */
export const kinds: { key: string; endings: string[]; directions: string[] }[] = [
  { key: 'RESOLUTION', endings: ['决议'], directions: ['DOWNWARD', 'PUBLIC'] },
  { key: 'DECISION', endings: ['决定'], directions: ['DOWNWARD', 'PUBLIC'] },
  { key: 'ORDER', endings: ['命令', '令'], directions: ['DOWNWARD', 'PUBLIC'] },
  { key: 'COMMUNIQUE', endings: ['公报'], directions: ['PUBLIC'] },
  { key: 'ANNOUNCEMENT', endings: ['公告'], directions: ['PUBLIC'] },
  { key: 'PUBLIC_NOTICE', endings: ['通告'], directions: ['PUBLIC'] },
  { key: 'OPINION', endings: ['意见'], directions: ['DOWNWARD', 'UPWARD', 'PARALLEL'] },
  { key: 'NOTICE', endings: ['通知'], directions: ['DOWNWARD', 'PARALLEL'] },
  { key: 'CIRCULAR', endings: ['通报'], directions: ['DOWNWARD'] },
  { key: 'REPORT', endings: ['报告'], directions: ['UPWARD'] },
  { key: 'REQUEST', endings: ['请示'], directions: ['UPWARD'] },
  { key: 'REPLY', endings: ['批复'], directions: ['DOWNWARD'] },
  { key: 'BILL', endings: ['议案'], directions: ['PARALLEL', 'UPWARD'] },
  { key: 'LETTER', endings: ['函', '答复'], directions: ['PARALLEL'] },
  { key: 'MINUTES', endings: ['纪要'], directions: ['DOWNWARD', 'PARALLEL', 'PUBLIC'] },
  { key: 'LAW', endings: ['法'], directions: ['PUBLIC'] },
  { key: 'REGULATION', endings: ['条例'], directions: ['PUBLIC'] },
  { key: 'RULE', endings: ['规则'], directions: ['PUBLIC'] },
  { key: 'MEASURE', endings: ['办法'], directions: ['PUBLIC'] },
  { key: 'SUGGESTION', endings: ['建议', '批评', '建议、批评和意见'], directions: ['PARALLEL', 'UPWARD'] },
  { key: 'MEETING_MINUTES', endings: ['会议纪要'], directions: ['DOWNWARD', 'PARALLEL', 'PUBLIC'] },
]

/** The kind that a title's last word names, empty when it names none. A longer word wins: 会议纪要 before 纪要. */
export function kindOfTitle(title: string): string {
  const bare = title.trim().replace(/[（(][^（()）]*[)）]$/, '')
  let found = { key: '', length: 0 }
  for (const { key, endings } of kinds) {
    for (const ending of endings) {
      if (bare.endsWith(ending) && ending.length > found.length) found = { key, length: ending.length }
    }
  }
  return found.key
}

export function directionsOf(kind: string): string[] {
  return kinds.find((k) => k.key === kind)?.directions ?? []
}
