export {
  type DirectoryCountry,
  type DirectoryService,
  directoryCountries,
  directoryServices,
  type ServiceCategory,
} from './directory.generated.ts'
export { nearest } from './nearest.ts'
