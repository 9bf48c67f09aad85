using Tryghedsforum.Api.Forums;
using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Commands;

/// <summary>
/// What the operator does from the command line, with the program's own configuration: found a forum from a file, and invite somebody to one. Both print
/// the link of a one-time invitation; whoever opens it accepts, and signs in by a code to the telephone that was named.
/// </summary>
internal static class OperatorCommands
{
    private const string Found = "found", Invite = "invite";

    /// <summary>How they are written.</summary>
    public const string Usage = """
        Forum.Web found <file.json> --coordinator=<name> --phone=<number>
        Forum.Web invite <forum> --name=<name> --phone=<number> [--role=Coordinator] [--team=<team>]
        """;

    /// <summary>Whether the command line asks for one of them.</summary>
    public static bool IsOne(string[] args) => args is [Found or Invite, ..];

    /// <summary>What of the command line is configuration. (A file's path with a slash in front would be read as a setting, and swallow the one behind it.)</summary>
    public static string[] Settings(string[] args) => IsOne(args) ? args[Math.Min(2, args.Length)..] : args;

    /// <summary>Carries it out on a program that is built; it does not listen.</summary>
    /// <exception cref="CannotStart">It cannot be done; the reason in one sentence.</exception>
    public static async Task Run(WebApplication app, string[] args, TextWriter output, CancellationToken cancellation)
    {
        if (app.Environment.IsDevelopment()) throw new CannotStart("In Development there is the demo only: found and invite work with ASPNETCORE_ENVIRONMENT=Production, and on a database of its own.");
        await app.Prepare();
        var options = app.Configuration;
        await using var scope = app.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        try
        {
            switch (args)
            {
                case [Found, var file, ..] when Given(file) && Given(options["coordinator"]) && PhoneNumber.TryParse(options["phone"], out _):
                    var foundation = await FoundationFile.Read(file, cancellation);
                    var founded = await services.GetRequiredService<FoundForum>().Run(Actor.Program(0), foundation, cancellation);
                    await output.WriteLineAsync($"Founded: {Address(options)}/{foundation.Slug}");
                    await PrintInvitation(founded, new(options["coordinator"], Role.Coordinator, null, options["phone"]));
                    break;
                case [Invite, var slug, ..] when Given(slug) && Given(options["name"]) && Enum.TryParse<Role>(options["role"] ?? nameof(Role.Coordinator), ignoreCase: true, out var role):
                    var settings = await services.GetRequiredService<ReadForum>().BySlug(slug, cancellation) ?? throw new CannotStart($"There is no forum called {slug}.");
                    await PrintInvitation(settings.Forum.Id, new(options["name"], role, options["team"], options["phone"]));
                    break;
                default:
                    throw new CannotStart($"That is not how it is written, or a part is missing:\n{Usage}");
            }
        }
        catch (Refused refused)
        {
            var answers = services.GetRequiredService<RefusalAnswers>();
            throw new CannotStart(refused.Faults.Count == 0 ? answers.Words(refused) : string.Join('\n', refused.Faults.Select(fault => $"{fault.Field}: {answers.Words(fault)}")));
        }

        async Task PrintInvitation(int forum, InviteMemberRequest request)
        {
            var invitation = await services.GetRequiredService<InviteMember>().Run(Actor.Program(forum), request, null, cancellation);
            await output.WriteLineAsync($"Invitation for {request.Name}, once, until {invitation.ExpiresAt:u}:\n{Address(options)}/i/{invitation.Secret}");
        }
    }

    private static string Address(IConfiguration configuration) => (configuration["PublicUrl"] ?? "").TrimEnd('/');

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text) && !text.StartsWith('-');
}
