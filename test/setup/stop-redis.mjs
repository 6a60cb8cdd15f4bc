export default async function stop() {
  await globalThis.testRedis.stop();
}
