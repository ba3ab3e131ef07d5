export { type FiveSimOptions, fiveSim } from './five-sim.ts'
