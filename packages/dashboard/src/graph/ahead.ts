/**
 * A question that is asked before its answer is awaited, while another one is under way. A failure is told where the
 * answer is awaited; until then it is nobody's, and must not end the process as one that nobody handles.
 */
export function ahead<T>(answer: Promise<T>): Promise<T> {
  // The promise that is given back still fails for whoever awaits it; this one only marks it as seen.
  answer.catch(() => undefined);
  return answer;
}
