/** Runs tasks when the code that runs now, and what is queued behind it, is over; however many, by one timer. */
export function createLater(): (task: () => void) => void {
  let tasks: (() => void)[] = []
  const run = () => {
    const due = tasks
    tasks = []
    for (const task of due) task()
  }
  return task => {
    if (tasks.push(task) === 1) setTimeout(run)
  }
}
