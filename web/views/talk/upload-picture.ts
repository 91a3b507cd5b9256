import { ApiProblem } from '#kit/api.ts';

/**
 * Puts a picture on the member's shelf, telling how far it is.
 * @returns its id
 * @throws ApiProblem where it is refused, TypeError where the network is gone
 */
export function uploadPicture(picture: Blob, tell: (share: number) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    // Only this old way of asking tells how much has left.
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/pictures');
    request.setRequestHeader('content-type', picture.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => tell(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new TypeError('the network is gone'));
    request.onload = () => {
      const answer = request.response as { id?: string; code?: string; title?: string } | null;
      const { status } = request;
      if (status < 300 && answer?.id) return resolve(answer.id);
      reject(new ApiProblem({ code: answer?.code ?? '', title: answer?.title ?? '', status }));
    };
    request.send(picture);
  });
}
