// The legal words of urgency, as papers bear them: values of the API, not words of the client.
export const urgencies = ['平急', '加急', '特急', '特提'] as const
export type Urgency = (typeof urgencies)[number]
