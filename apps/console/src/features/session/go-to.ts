/** Goes there with everything loaded anew: nothing of another account or role that was read before may stay. */
export function goTo(path: `/${string}`): void {
  sessionStorage.clear();
  window.location.assign(path);
}
