from navet.kit.secrets import hashed, is_secret, new_secret, opens


def test_a_secret_opens_what_keeps_its_hash():
    secret, other = new_secret(), new_secret()
    assert secret != other
    assert is_secret(secret)
    assert not is_secret("short")
    assert not is_secret(f"{secret}\n")
    assert opens(secret, ["", hashed(secret)])
    assert not opens(other, [hashed(secret)])
    assert not opens(secret, [])
