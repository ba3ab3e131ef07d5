export { type MyVendorOptions, myVendor } from './my-vendor.ts'
