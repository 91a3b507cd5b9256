// Loaded before a program that a script runs in front: when the script is gone without having
// passed on a signal (killed the hard way), the program is asked to stop, so that no server stays
// behind and holds the port.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
}
