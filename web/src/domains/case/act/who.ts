import type { Task } from './acts'

/** Who is asked by a task: a person, or a post as long as nobody has taken it. */
export function whoOf(task: Pick<Task, 'assignee' | 'pool'>): string {
  if (task.assignee) return task.assignee.name
  return task.pool ? `${task.pool.unit.name}${task.pool.title}` : ''
}
