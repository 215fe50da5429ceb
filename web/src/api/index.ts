export { api, newKey, unwrap, withKey } from './client'
export { addDays, dayOf, now, today } from './clock'
export { Problem } from './problem'
export type { components, paths } from './schema'

import type { components } from './schema'

/** A part of the API's description by its name. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]
