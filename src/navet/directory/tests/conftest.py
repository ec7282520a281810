"""An OpenID Connect provider in a process of its own, for the tests of sign-in."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import requests


class Provider:
    """The provider's process, and what somebody does on its pages."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.issuer = f"http://127.0.0.1:{self.port}"
        program = [sys.executable, "-m", "oidc_provider_mock", "--port", str(self.port)]
        self.process = subprocess.Popen(program, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def wait(self) -> None:
        for _try in range(300):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError("the provider did not start")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)

    def knows(self, sub: str, **claims: object) -> None:
        """Somebody has an account there."""
        requests.put(f"{self.issuer}/users/{sub}", json=claims, timeout=10).raise_for_status()

    def vouch(self, address: str, sub: str) -> str:
        """That person signs in on the provider's page; where the browser is sent then."""
        answer = requests.post(address, data={"sub": sub}, allow_redirects=False, timeout=10)
        return answer.headers["Location"]


@pytest.fixture(scope="session")
def provider() -> Iterator[Provider]:
    provider = Provider()
    try:
        provider.wait()
        yield provider
    finally:
        provider.stop()
