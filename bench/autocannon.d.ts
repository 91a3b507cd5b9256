declare module 'autocannon' {
  type Result = {
    requests: { average: number };
    latency: { p99: number };
    non2xx: number;
  };
  type Request = {
    path: string;
    method?: string;
    headers?: Record<string, string>;
    body?: string;
  };
  function autocannon(options: {
    url: string;
    connections: number;
    duration: number;
    setupClient?(client: { setRequests(requests: Request[]): void }): void;
  }): Promise<Result>;
  export default autocannon;
}
