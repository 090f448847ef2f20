"""Cross-origin requests (CORS), with refused preflights as problem documents."""

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from dateline.app.error_handlers import respond


class CrossOrigin(CORSMiddleware):
    """Starlette's CORS; a refused preflight is answered with a problem document."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """The answer to a preflight: what scripts of other origins may do, or what is refused."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == 200:
            return answer
        refused = bytes(answer.body).decode().removeprefix("Disallowed CORS ")
        told = {
            name: value
            for name, value in answer.headers.items()
            if name.startswith("access-control-")
        }
        detail = (
            f"Scripts of other origins may not ask so (not allowed: {refused}); allowed are "
            f"{', '.join(self.allow_methods)} from {', '.join(self.allow_origins) or 'nowhere'}, "
            f"with no headers but {', '.join(self.allow_headers)}."
        )
        # Nobody reads this as a page, whatever it accepts: a browser shows it to developers.
        problem = respond({"type": "http", "headers": []}, 400, detail, headers=told)
        problem.headers["Vary"] = answer.headers["Vary"]
        return problem
