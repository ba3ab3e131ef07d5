import type { Desk } from '../activations/desk.ts'
import type { Scene } from '../scene.ts'

/** A scene whose desk shows or does something else. */
export const atDesk = (change: (desk: Desk, scene: Scene) => Partial<Desk>) => ({
  scene: (scene: Scene): Scene => ({ ...scene, desk: { ...scene.desk, ...change(scene.desk, scene) } }),
})
