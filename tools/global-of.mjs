/** The global that an adapter's classic script makes: `better-auth` is `otpConfirmBetterAuth`. */
export const globalOf = (adapter) =>
  `otpConfirm-${adapter}`.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
