"""A Hello World API that Python refuses to start: the handler's last line is incomplete."""

from http.server import BaseHTTPRequestHandler, HTTPServer


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/hello" else 404


HTTPServer(("127.0.0.1", 8080), Handler).serve_forever()
