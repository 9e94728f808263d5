from app import environment


def test_a_stray_env_file_where_one_happens_to_stand_is_not_read(tmp_path, monkeypatch):
    (tmp_path / ".env").write_text("STRAY_SETTING=1")
    monkeypatch.chdir(tmp_path)
    assert "STRAY_SETTING" not in environment()
