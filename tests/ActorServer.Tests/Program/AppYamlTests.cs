namespace ActorServer.Tests.Program;

public sealed class AppYamlTests : IDisposable
{
    private readonly Workspace _workspace = new();

    [Fact]
    public async Task Every_key_of_app_yaml_reaches_its_setting()
    {
        _workspace.Write("more.conf", "actor-server.connection.max-fields = 7");
        File.CreateSymbolicLink(_workspace.At("python"), "/bin/true");
        var answer = await _workspace.CheckAsync("""
            address: 127.0.0.2
            port: 8001
            concurrency: 3
            backlog: 17
            timeout: 4
            queue-size: 9
            request-timeout: 1m
            app-loc: app
            app-module: shop.wsgi
            app: make.app
            gateway: wsgi
            python: ./python
            env:
              MODE: test
            clean-environment: yes
            hocon: more.conf
            access-log: access.log
            access-log-format: json
            drain-timeout: 500ms
            """);

        Assert.Equal([], answer.Errors);
        Assert.Equal(0, answer.Code);
        Assert.Equal(
            [
                "actor-server.listener.address = 127.0.0.2 app.yaml:1 (reference.conf says 127.0.0.1)",
                "actor-server.listener.port = 8001 app.yaml:2 (reference.conf says 9989)",
                "actor-server.gateway.concurrency = 3 app.yaml:3 (reference.conf says 5)",
                "actor-server.listener.backlog = 17 app.yaml:4 (reference.conf says 100)",
                "actor-server.gateway.queue-timeout = 4s app.yaml:5 (reference.conf says 5s)",
                "actor-server.gateway.queue-size = 9 app.yaml:6 (reference.conf says 100)",
                "actor-server.gateway.request-timeout = 1m app.yaml:7 (reference.conf says 30s)",
                "actor-server.application.location = app app.yaml:8 (reference.conf says .)",
                "actor-server.application.module = shop.wsgi app.yaml:9 (reference.conf says wsgi)",
                "actor-server.application.callable = make.app app.yaml:10 (reference.conf says application)",
                "actor-server.application.gateway = wsgi app.yaml:11 (reference.conf says auto)",
                "actor-server.wsgi.python = python app.yaml:12 (reference.conf says )",
                "actor-server.application.environment.MODE = test app.yaml:14",
                "actor-server.wsgi.clean-environment = on app.yaml:15 (reference.conf says off)",
                "actor-server.connection.max-fields = 7 more.conf (reference.conf says 100)",
                "actor-server.access-log.to = access.log app.yaml:17 (reference.conf says stdout)",
                "actor-server.access-log.format = json app.yaml:18 (reference.conf says combined)",
                "actor-server.shutdown.drain-timeout = 500ms app.yaml:19 (reference.conf says 30s)",
            ],
            new[]
            {
                "listener.address", "listener.port", "gateway.concurrency", "listener.backlog", "gateway.queue-timeout", "gateway.queue-size",
                "gateway.request-timeout", "application.location", "application.module", "application.callable", "application.gateway", "wsgi.python",
                "application.environment.MODE", "wsgi.clean-environment", "connection.max-fields", "access-log.to", "access-log.format", "shutdown.drain-timeout",
            }.Select(key => answer.Line("actor-server." + key)));
    }

    [Theory]
    [InlineData("timeout: 5", "5s")]
    [InlineData("timeout: 1.5", "1.5s")]
    [InlineData("timeout: 250ms", "250ms")]
    [InlineData("timeout: 2 minutes", "2 minutes")]
    public async Task A_bare_number_for_a_time_is_seconds_and_units_are_accepted(string line, string effective)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{line}\n");
        Assert.StartsWith($"actor-server.gateway.queue-timeout = {effective} app.yaml:2", answer.Line("actor-server.gateway.queue-timeout"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("port: 65536", "app.yaml:2: port is \"65536\"; a whole number from 0 to 65535 is allowed (actor-server.listener.port).")]
    [InlineData("port: -1", "app.yaml:2: port is \"-1\"; a whole number from 0 to 65535 is allowed (actor-server.listener.port).")]
    [InlineData("port: 80.5", "app.yaml:2: port is \"80.5\"; a whole number from 0 to 65535 is allowed (actor-server.listener.port).")]
    [InlineData("concurrency: 0", "app.yaml:2: concurrency is \"0\"; a whole number from 1 to 1000 is allowed (actor-server.gateway.concurrency).")]
    [InlineData("concurrency: five", "app.yaml:2: concurrency is \"five\"; a whole number from 1 to 1000 is allowed (actor-server.gateway.concurrency).")]
    [InlineData("backlog: 0", "app.yaml:2: backlog is \"0\"; a whole number of 1 or more is allowed (actor-server.listener.backlog).")]
    [InlineData("timeout: 0", "app.yaml:2: timeout is \"0\"; a time with its unit from 1ms to 1d is allowed, such as 500ms, 30s or 2m (actor-server.gateway.queue-timeout).")]
    [InlineData("timeout: soon", "app.yaml:2: timeout is \"soon\"; a time with its unit from 1ms to 1d is allowed, such as 500ms, 30s or 2m (actor-server.gateway.queue-timeout).")]
    [InlineData("address: localhost:80", "app.yaml:2: address is \"localhost:80\"; an IPv4 or IPv6 address, unix: and an absolute path of at most 107 bytes, or systemd is allowed (actor-server.listener.address).")]
    [InlineData("address: unix:app.sock", "app.yaml:2: address is \"unix:app.sock\"; behind unix: an absolute path is allowed, as in unix:/run/app.sock, or an abstract name, as in unix:@app (actor-server.listener.address).")]
    [InlineData("socket-mode: \"7777\"", "app.yaml:2: socket-mode is \"7777\"; three octal digits are allowed, 000 to 777, with a 0 before them if you like (actor-server.listener.socket-mode).")]
    [InlineData("socket-mode: rw-rw----", "app.yaml:2: socket-mode is \"rw-rw----\"; three octal digits are allowed, 000 to 777, with a 0 before them if you like (actor-server.listener.socket-mode).")]
    [InlineData("socket-owner: root", "app.yaml:2: socket-owner is \"root\"; only the file of a unix: address has an owner: leave it out, or set the address to unix: and a path (actor-server.listener.socket-owner).")]
    [InlineData("user: no-such-user", "app.yaml:2: user is \"no-such-user\"; the name or number of a user of this system is allowed (actor-server.process.user).")]
    [InlineData("user: 4294967294", "app.yaml:2: user is \"4294967294\"; no user of this system has this number, so it has no login group: name one beside it (actor-server.process.group) (actor-server.process.user).")]
    [InlineData("user: root:root", "app.yaml:2: user is \"root:root\"; the name or number of a user is allowed; the group has a key of its own (actor-server.process.group) (actor-server.process.user).")]
    [InlineData("group: no-such-group", "app.yaml:2: group is \"no-such-group\"; the name or number of a group of this system is allowed (actor-server.process.group).")]
    [InlineData("umask: \"8\"", "app.yaml:2: umask is \"8\"; three octal digits are allowed, 000 to 777, with a 0 before them if you like (actor-server.process.umask).")]
    [InlineData("clean-environment: maybe", "app.yaml:2: clean-environment is \"maybe\"; on or off is allowed (actor-server.wsgi.clean-environment).")]
    [InlineData("access-log-format: xml", "app.yaml:2: access-log-format is \"xml\"; off, combined, json are allowed (actor-server.access-log.format).")]
    [InlineData("access-log: off", "app.yaml:2: access-log is \"off\"; stdout or the path of a file is allowed; no access log is format = off (app.yaml: access-log-format) (actor-server.access-log.to).")]
    public async Task A_value_out_of_its_rule_is_named_with_line_value_rule_and_key(string line, string message)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{line}\n");
        Assert.Equal([message], answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Theory]
    [InlineData("port: 0")]
    [InlineData("port: 65535")]
    [InlineData("concurrency: 1")]
    [InlineData("concurrency: 1000")]
    [InlineData("timeout: 1ms")]
    [InlineData("timeout: 24h")]
    [InlineData("queue-size: 0")]
    [InlineData("drain-timeout: 0")]
    [InlineData("address: ::1")]
    [InlineData("address: unix:/run/app.sock")]
    public async Task A_value_at_its_bound_is_accepted(string line)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{line}\n");
        Assert.Equal([], answer.Errors);
        Assert.Equal(0, answer.Code);
    }

    [Theory]
    [InlineData("concurency: 5", "concurrency")]
    [InlineData("prot: 80", "port")]
    [InlineData("app_module: wsgi", "app-module")]
    [InlineData("Timeout: 5", "timeout")]
    [InlineData("actor-server.listener.port: 5", "port")]
    public async Task An_unknown_key_is_answered_with_the_nearest_known_one(string line, string nearest)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{line}\n");
        Assert.Equal([$"app.yaml:2: \"{line.Split(": ")[0]}\" is not a key of app.yaml. Did you mean {nearest}?"], answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Theory]
    [InlineData("trusted-proxies: 10.0.0.0/8, unix")]
    [InlineData("trusted-proxies: [10.0.0.0/8, unix]")]
    [InlineData("trusted-proxies:\n- 10.0.0.0/8\n- unix")]
    public async Task A_list_may_be_written_as_text_or_as_a_list(string line)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{line}\n");
        Assert.Equal([], answer.Errors);
        Assert.StartsWith("actor-server.proxy.trusted-proxies = 10.0.0.0/8, unix app.yaml:2", answer.Line("actor-server.proxy.trusted-proxies"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trusted-proxies: [[10.0.0.1], unix]", "app.yaml:2: an element of trusted-proxies must be one value, and is a list.")]
    [InlineData("trusted-proxies: [unix, ]\nport: 0\nproxy-protocol: [on]", "app.yaml:4: proxy-protocol must be one value, and is a list.")]
    public async Task A_list_of_the_wrong_shape_is_named_with_its_line(string lines, string message) =>
        Assert.Contains((await _workspace.CheckAsync($"app-loc: app\n{lines}\n")).Errors, error => error.StartsWith(message, StringComparison.Ordinal));

    [Fact]
    public async Task An_unknown_key_that_is_near_to_nothing_is_answered_with_all_keys()
    {
        var answer = await _workspace.CheckAsync("app-loc: app\nfavourite-colour: {a: [1]}\n");
        Assert.StartsWith("app.yaml:2: \"favourite-colour\" is not a key of app.yaml. Known keys: address, port, certificate, key, concurrency, ", Assert.Single(answer.Errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(107, null)]
    [InlineData(108, "address is \"unix:/{0}\"; a socket's path has at most 107 bytes, and this one has 108 (unix(7)) (actor-server.listener.address).")]
    public async Task A_path_of_a_socket_has_its_length(int length, string? message)
    {
        var name = new string('a', length - 1);
        var answer = await _workspace.CheckAsync($"app-loc: app\naddress: unix:/{name}\n");
        Assert.Equal(message is null ? [] : [$"app.yaml:2: {string.Format(System.Globalization.CultureInfo.InvariantCulture, message, name[..74] + "…")}"], answer.Errors);
    }

    [Theory]
    [InlineData("port:", "app.yaml:2: port has no value. Give it one, or leave the line out for the default; an empty text is written \"\".")]
    [InlineData("port: [80]", "app.yaml:2: port must be one value, and is a list.")]
    [InlineData("port: {a: 1}", "app.yaml:2: port must be one value, and is a mapping.")]
    [InlineData("port: *other", "app.yaml:2: port must be one value, and is an alias (*), which app.yaml does not know.")]
    [InlineData("env: DEBUG", "app.yaml:2: env must be a mapping from names to values, and is \"DEBUG\".")]
    [InlineData("env: {DEBUG: [1]}", "app.yaml:2: env DEBUG must be one value, and is a list.")]
    [InlineData("env: {DEBUG: }", "app.yaml:2: env DEBUG has no value. Give it one, or leave the line out for the default; an empty text is written \"\".")]
    [InlineData("env: {\"A=B\": 1}", "app.yaml:2: env \"A=B\" cannot name a variable; a name is not empty and has no \"=\" (POSIX.1-2017 §8.1).")]
    [InlineData("app-loc: app", "app.yaml:2: app-loc stands here a second time; the first is in line 1.")]
    [InlineData("hocon: none.conf", "app.yaml:2: the HOCON file \"none.conf\" does not exist.")]
    [InlineData("---\nport: 1", "app.yaml:2: a second document (after ---) is not read; one is allowed.")]
    public async Task A_value_of_the_wrong_shape_is_named_with_its_line(string line, string message)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{line}\n");
        Assert.Equal([message], answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Fact]
    public async Task All_errors_come_at_once_and_a_last_line_counts_them()
    {
        var answer = await _workspace.CheckAsync("app-loc: app\nport: 70000\nconcurency: 3\nbacklog: none\nport: 1\n", "--timeout", "never");
        Assert.Equal(
            ["app.yaml:3:", "app.yaml:5:", "--timeout:", "app.yaml:4:", "actorserver:"],
            answer.Errors.Select(line => line.Split(' ')[0]));
        Assert.Equal("actorserver: 4 errors in the configuration; nothing was started.", answer.Errors[^1]);
    }

    [Theory]
    [InlineData("prot: 1\nport: [80\nconcurrency: 5", "app.yaml:3:7:")]
    [InlineData("\tport: 1", "app.yaml:1:10:")]
    [InlineData("port 1\nconcurrency: 5", "app.yaml:")]
    [InlineData("app: \"open", "app.yaml:2:6:")]
    [InlineData("app: @at", "app.yaml:2:6:")]
    public async Task Text_that_is_not_YAML_is_one_message_with_line_and_column(string text, string place)
    {
        var answer = await _workspace.CheckAsync($"app-loc: app\n{text}\n");
        Assert.Matches(@"^app\.yaml:\d+:\d+: this is not YAML: .+\.$", Assert.Single(answer.Errors));
        Assert.StartsWith(place, answer.Errors[0], StringComparison.Ordinal);
        Assert.Equal(2, answer.Code);
    }

    [Fact]
    public async Task A_file_that_is_a_list_is_refused()
    {
        var answer = await _workspace.CheckAsync("- port\n- 80\n");
        Assert.Equal("app.yaml:1: the file must be a mapping: one \"key: value\" on a line.", answer.Errors[0]);
    }

    [Fact]
    public async Task An_empty_file_means_all_defaults()
    {
        var answer = await _workspace.CheckAsync("# nothing yet\n");
        Assert.Equal([], answer.Errors);
        Assert.Equal("actor-server.listener.port = 9989 reference.conf", answer.Line("actor-server.listener.port"));
    }

    [Fact]
    public async Task A_missing_file_says_where_it_was_looked_for_and_that_another_can_be_named()
    {
        var answer = await _workspace.RunAsync("check", _workspace.At("app.yaml"));
        Assert.Equal(
            [$"app.yaml: there is no such file in {_workspace.Folder}. Write one (app-loc and app-module are enough), or name another: actorserver FILE."],
            answer.Errors);
        Assert.Equal(2, answer.Code);
    }

    [Fact]
    public async Task A_folder_is_not_a_file()
    {
        var answer = await _workspace.RunAsync("check", _workspace.Folder);
        Assert.EndsWith(": this is a folder; name the file in it: actorserver FILE.", Assert.Single(answer.Errors), StringComparison.Ordinal);
        Assert.Equal(2, answer.Code);
    }

    [Fact]
    public async Task Values_of_the_environment_arrive_unchanged()
    {
        var answer = await _workspace.CheckAsync("""
            app-loc: app
            env:
              QUOTED: 'a "b" \c ${d} # e'
              NUMBER: 007
              my.dotted-name: é
            """);
        Assert.Equal([], answer.Errors);
        Assert.Equal("actor-server.application.environment.QUOTED = a \"b\" \\c ${d} # e app.yaml:3", answer.Line("actor-server.application.environment.QUOTED"));
        Assert.Equal("actor-server.application.environment.NUMBER = 007 app.yaml:4", answer.Line("actor-server.application.environment.NUMBER"));
        Assert.Equal("actor-server.application.environment.\"my.dotted-name\" = é app.yaml:5", answer.Line("actor-server.application.environment.\"my.dotted-name\""));
    }

    public void Dispose() => _workspace.Dispose();
}
