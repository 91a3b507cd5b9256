declare module 'autocannon' {
  type Result = {
    requests: { average: number };
    latency: { p99: number };
    non2xx: number;
  };
  function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    setupClient?(client: { setRequests(requests: { path: string }[]): void }): void;
  }): Promise<Result>;
  export default autocannon;
}
