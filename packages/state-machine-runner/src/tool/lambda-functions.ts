import type { TaskInvoker } from '../execution.ts';

/** An error of Lambda itself, as Step Functions names it. */
class LambdaError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/**
 * Functions behind the Lambda Invoke API at a URL. What a function throws comes with `X-Amz-Function-Error`; what Lambda itself refuses becomes `Lambda.` and the
 * name of its error. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export function functionsAt(url: string): TaskInvoker {
  return async ({ functionName, payload, signal }) => {
    const target = new URL(`/2015-03-31/functions/${encodeURIComponent(functionName)}/invocations`, url);
    const response = await fetch(target, { method: 'POST', body: payload, signal }).catch((error: unknown) => {
      throw new LambdaError('Lambda.SdkClientException', `no answer from ${target.href}: ${reasonOf(error)}`);
    });
    const body = await response.text();
    if (!response.ok) throw refusal(response, body);
    const functionError = response.headers.get('x-amz-function-error');
    return {
      statusCode: response.status,
      executedVersion: response.headers.get('x-amz-executed-version') ?? '$LATEST',
      payload: body === '' ? 'null' : body,
      ...(functionError === null ? {} : { functionError }),
    };
  };
}

/** Which error it is when the answer does not name one. */
const BY_STATUS: Readonly<Record<number, string>> = {
  404: 'ResourceNotFoundException',
  413: 'RequestTooLargeException',
  429: 'TooManyRequestsException',
};

function refusal({ headers, status }: Response, body: string): LambdaError {
  // The header may go on behind the name: `ResourceNotFoundException:http://internal.amazon.com/…`.
  const named = headers.get('x-amzn-errortype')?.split(':', 1)[0];
  const name = named ?? BY_STATUS[status] ?? (status >= 500 ? 'ServiceException' : 'AWSLambdaException');
  return new LambdaError(`Lambda.${name}`, messageIn(body) ?? `HTTP ${status}`);
}

function messageIn(body: string): string | undefined {
  try {
    const { Message, message } = JSON.parse(body) as { readonly Message?: unknown; readonly message?: unknown };
    const text = Message ?? message;
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}

/** fetch says only that it failed; why is the cause. */
function reasonOf(error: unknown): string {
  const { cause, message } = error as Error;
  return cause instanceof Error && cause.message !== '' ? cause.message : message;
}
