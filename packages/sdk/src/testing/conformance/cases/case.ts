import type { Scene } from '../scene.ts'

/** One case; each gets a scene of its own. */
export interface CaseOf {
  readonly name: string
  run(scene: Scene): Promise<void>
}
