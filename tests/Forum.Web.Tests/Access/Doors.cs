using Tryghedsforum.Api.Members;

namespace Tryghedsforum.Web.Tests.Access;

/// <summary>Every way in besides the reading of a page, which stands in <see cref="Shape.EndpointShapeTests.Pages"/>. A new endpoint, and a form that is shown somewhere, fails until it stands here.</summary>
internal static class Doors
{
    private const string Forum = "/api/v1/forums/{slug}", Case = Forum + "/reports/{number}", Own = Forum + "/own-case", Board = "/{Slug}/overblik/{Number}", Release = Board + "/frigiv", Fetch = "/{Slug}/hentes/{Number}";
    private const string Needles = """{"category":"NeedleWaste","ground":"Street","place":{"written":"Ørnevej 6"}}""";

    private const string Times = """{"publicHours":[8,20],"childrenHours":2,"childrenFrom":8,"childrenUntil":18,"childrenNextHour":10,"targetHour":16,"childrenMetres":100,"answerMinutes":30,"closeAfterDays":7}""";

    public static readonly IReadOnlyList<Door> Interface =
    [
        new("GET", Forum + "/public-list", Policies.SeePublic),
        new("GET", Forum + "/quarter", Policies.SeeQuarter),
        new("PUT", Forum + "/follows", Policies.SeeQuarter) { Json = """{"streets":["Ørnevej"]}""" },
        new("PUT", Forum + "/duty", Policies.OwnDuty) { Json = """{"on":true}""" },
        new("GET", Forum + "/months/{month}", Policies.SeeFigures),
        new("POST", Forum + "/barriers/", Policies.Report) { Json = """{"words":"Knappen har intet navn."}""" },
        new("GET", Forum + "/barriers/", Policies.Coordinate),
        new("POST", Forum + "/barriers/{barrier:guid}/handled", Policies.Coordinate),
        new("GET", Forum + "/audit", Policies.SeeAudit),
        new("GET", Forum + "/audit/", Policies.SeeAudit),
        new("POST", Forum + "/audit/seen", Policies.Oversee) { Json = """{"upTo":1}""" },
        new("POST", Forum + "/pictures", Policies.Report),
        // What a neighbour has photographed is no matter for the police, as the neighbour's words are not.
        new("GET", Forum + "/pictures/{id:guid}", Policies.SeeBoard) { Unseen = Role.Police },
        new("POST", Forum + "/reports/", Policies.Report) { Json = Needles },
        new("POST", Forum + "/reports/preview", Policies.Report) { Json = Needles },
        new("GET", Forum + "/reports/", Policies.SeeBoard),
        new("GET", Case, Policies.SeeBoard),
        new("POST", Case + "/acknowledge", Policies.Acknowledge) { Scene = Scene.Fresh },
        new("POST", Case + "/answer", Policies.Handle) { Scene = Scene.Fresh, Json = """{"words":"Tak."}""" },
        new("POST", Case + "/dismiss", Policies.Handle) { Scene = Scene.Fresh, Json = """{"reason":"NotForUs"}""" },
        new("POST", Case + "/send-on", Policies.Handle) { Scene = Scene.Fresh, Json = """{"team":"{health}"}""" },
        new("POST", Case + "/correct", Policies.Handle) { Scene = Scene.Fresh, Json = """{"category":"NeedleWaste","ground":"Street","place":{"written":"Mejsevænget 11"},"nearChildren":true}""" },
        // Nobody said yes to the police having the number of this case.
        new("POST", Case + "/contact", Policies.SeeContact) { Scene = Scene.Fresh, Json = """{"reason":"CallBack"}""", Unseen = Role.Police },
        new("POST", Case + "/new-link", Policies.Handle) { Scene = Scene.Fresh },
        new("GET", Case + "/release/", Policies.ProposeRelease),
        new("POST", Case + "/release/propose", Policies.ProposeRelease) { Scene = Scene.Seen, Json = """{"words":"Der ligger noget."}""" },
        new("POST", Case + "/release/", Policies.Release) { Scene = Scene.Proposed, Json = """{"proposal":"{proposal}","words":"Der ligger noget.","read":true}""" },
        new("POST", Case + "/release/withdraw", Policies.ProposeRelease) { Scene = Scene.Proposed },
        new("GET", Forum + "/releases/", Policies.ReadReleased),
        new("GET", Forum + "/releases/pictures/{id:guid}", Policies.ReadReleased) { Thing = "copy" },
        new("GET", Forum + "/releases/waiting", Policies.Release),
        new("GET", Own + "/", Policies.FollowCase),
        new("POST", Own + "/still-there", Policies.FollowCase) { Json = """{"words":"Under bænken."}""" },
        new("POST", Own + "/add", Policies.FollowCase) { Json = """{"words":"Der er flere."}""" },
        new("POST", Own + "/erase-contact", Policies.FollowCase),
        new("POST", Case + "/pickup/", Policies.Handle) { Scene = Scene.Unordered, Json = """{"team":"{health}"}""" },
        new("POST", Case + "/pickup/accept", Policies.Fetch) { Scene = Scene.Fresh },
        new("POST", Case + "/pickup/promise", Policies.Fetch) { Scene = Scene.Taken, Json = """{"before":"2027-01-12T15:00:00Z"}""" },
        new("POST", Case + "/pickup/collected", Policies.Fetch) { Scene = Scene.Taken, Json = """{"count":2}""" },
        new("POST", Case + "/pickup/nothing-found", Policies.Fetch) { Scene = Scene.Taken },
        new("POST", Case + "/pickup/hand-back", Policies.Fetch) { Scene = Scene.Taken, Json = """{"why":"Porten er låst."}""" },
        new("POST", Case + "/pickup/cancel", Policies.Handle) { Scene = Scene.Taken },
        new("GET", Forum + "/settings/", Policies.ChangeSettings),
        new("PUT", Forum + "/settings/contact", Policies.ChangeSettings) { Json = """{"name":"Nordvest","quarter":"kvarteret","telephone":"95 10 00 01","medicalNumber":"1813","policeNumber":"114"}""" },
        new("GET", Forum + "/settings/readiness", Policies.ChangeSettings),
        new("PUT", Forum + "/settings/teams", Policies.ChangeSettings) { Json = """{"name":"Natholdet","fetches":true}""" },
        // The one that everybody needs is not ended: somebody has changed it since the version was read.
        new("DELETE", Forum + "/settings/teams/{id:guid}", Policies.ChangeSettings),
        new("PUT", Forum + "/settings/places", Policies.ChangeSettings) { Json = """{"kind":"School","name":"Skolen","where":"Ørnevej 6"}""" },
        new("DELETE", Forum + "/settings/places/{version}", Policies.ChangeSettings),
        new("PUT", Forum + "/settings/categories", Policies.ChangeSettings) { Json = """{"code":"OtherWaste","order":9,"receivingTeam":"{health}"}""" },
        new("PUT", Forum + "/settings/ground-rules", Policies.ChangeSettings) { Json = """{"category":"OtherWaste","rules":[]}""" },
        new("PUT", Forum + "/settings/times", Policies.ChangeSettings) { Json = Times },
        new("POST", Forum + "/drop-offs", Policies.Fetch) { Json = """{"count":3}""" },
    ];

    public static readonly IReadOnlyList<Door> Forms =
    [
        Post("/log-ind", Policies.Join, "", ("telefon", "95 20 00 {nn}")),
        Post("/log-ind", Policies.Join, "noegle", ("svar", "{}")),
        Post("/log-ind/kode", Policies.Join, "", ("kode", "000000")),
        Post("/log-ind/totrin", Policies.Join, "", ("kode", "000000")),
        Post("/log-ind/totrin", Policies.Join, "noegle", ("svar", "{}")),
        Post("/i/{Invitation}", Policies.Join, ""),
        Post("/i/{Invitation}", Policies.Join, "") with { Variant = "wrong", Always = "unknown" },
        Post("/{Slug}/folk", Policies.ManageMembers, "inviter", ("navn", "Signe Ravn"), ("rolle", "Staff"), ("hold", "Herberget"), ("telefon", "95 20 00 98")),
        Post("/{Slug}/folk", Policies.ManageMembers, "traek", ("invitation", "{offer}")),
        Post("/{Slug}/folk", Policies.ManageMembers, "afslut", ("medlem", "{victim}")),
        Post("/{Slug}/indstillinger/kontakt", Policies.ChangeSettings, "kontakt", ("name", "Nordvest"), ("quarter", "kvarteret"), ("telephone", "95 10 00 01"), ("medicalNumber", "1813"), ("policeNumber", "114")),
        Post("/{Slug}/indstillinger/tider", Policies.ChangeSettings, "tider", ("publicHours", "8, 20"), ("childrenHours", "2"), ("childrenFrom", "8"), ("childrenUntil", "18"), ("childrenNextHour", "10"),
            ("childrenMetres", "100"), ("targetHour", "16"), ("answerMinutes", "30"), ("closeAfterDays", "7")),
        Post("/{Slug}/indstillinger/hold/{Team}", Policies.ChangeSettings, "gem", ("name", "Sundhedsteamet"), ("receives", "1"), ("fetches", "1")),
        Post("/{Slug}/indstillinger/hold/{Team}", Policies.ChangeSettings, "afslut"),
        Post("/{Slug}/indstillinger/sted/{Place}", Policies.ChangeSettings, "gem", ("kind", "HandIn"), ("name", "Herberget"), ("where", "Ørnevej 6")),
        Post("/{Slug}/indstillinger/sted/{Place}", Policies.ChangeSettings, "fjern"),
        Post("/{Slug}/indstillinger/emne/{Category}", Policies.ChangeSettings, "gem", ("receivingTeam", "{health}"), ("publicLevel", "Never"), ("policeRule", "Never"), ("fixedAnswer", "None")),
        Post("/{Slug}/indstillinger/regler/{Category}", Policies.ChangeSettings, "gem"),
        Post("/{Slug}/mig", Policies.OwnDuty, "til"),
        Post("/{Slug}/mig", Policies.OwnDuty, "fra"),
        Post("/{Slug}/mig", Policies.OwnSignIn, "noegle", ("navn", "Min telefon"), ("svar", "{}")),
        Post("/{Slug}/mig", Policies.OwnSessions, "slut", ("id", "findes ikke")),
        Post("/{Slug}/mig/app", Policies.OwnSignIn, "", ("kode", "000000")),
        Post("/{Slug}/mig/bekraeft", Policies.OwnSignIn, "kode"),
        Post("/{Slug}/mig/bekraeft", Policies.OwnSignIn, "noegle", ("svar", "{}")),
        Post("/{Slug}/foelg-med", Policies.Join, "bed", ("telefon", "95 20 00 {nn}")),
        Post("/{Slug}/foelg-med", Policies.Join, "vaer-med", ("kode", "000000"), ("navn", "Bo")),
        Post("/{Slug}/mine", Policies.OwnCases, "aabn", ("sag", "findes ikke")),
        Post("/{Slug}/mig/data", Policies.OwnData, "slet") with { Scene = Scene.Standing },
        Post("/{Slug}/mig/nummer", Policies.OwnSignIn, "bed", ("telefon", "95 20 00 {nn}")),
        Post("/{Slug}/mig/nummer", Policies.OwnSignIn, "skift", ("kode", "000000")),
        Post("/{Slug}/mig", Policies.Leave, "forlad"),
        Post("/{Slug}/mig", Policies.OwnSessions, "overalt") with { EndsSession = true },
        Post("/{Slug}/kvarteret", Policies.SeeQuarter, "", ("vej", "Ørnevej")),
        Post("/{Slug}/was", Policies.Report, "sendt", ("ord", "Knappen har intet navn.")),
        Post("/{Slug}/was", Policies.Coordinate, "klaret", ("barriere", "{barrier}")),
        Post("/{Slug}/logbog", Policies.Oversee, "set", ("til", "1")),
        Post("/{Slug}/leveret", Policies.Coordinate, "haandteret", ("besked", "{nobody}")),
        Post("/{Slug}/skriv-ind", Policies.Fetch, "aflevering", ("antal", "2")),
        Post("/{Slug}/skriv-ind", Policies.Fetch, "meld", ("kanal", "Phone"), ("slags", "NeedleWaste"), ("sted", "Ørnevej 6"), ("grund-type", "Street")),
        Post(Board, Policies.Acknowledge, "set") with { Scene = Scene.Fresh },
        Post(Board, Policies.Fetch, "tag") with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "bestil", ("hold", "{health}")) with { Scene = Scene.Unordered },
        Post(Board, Policies.Handle, "svar", ("ord", "Tak.")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "afvis", ("grund", "NotForUs")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "send-videre", ("hold", "{health}")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "ret", ("slags", "NeedleWaste"), ("grund-type", "Street"), ("boern", "ja"), ("sted", "Mejsevænget 11")) with { Scene = Scene.Fresh },
        Post(Board, Policies.Handle, "aflys") with { Scene = Scene.Taken },
        Post(Board, Policies.Handle, "nyt-link") with { Scene = Scene.Fresh },
        Post(Release, Policies.ProposeRelease, "foreslaa", ("ord", "Der ligger noget.")) with { Scene = Scene.Seen },
        Post(Release, Policies.Release, "frigiv", ("ord", "Der ligger noget."), ("forslag", "{proposal}"), ("laest", "ja")) with { Scene = Scene.Proposed },
        Post(Release, Policies.ProposeRelease, "traek") with { Scene = Scene.Proposed },
        Post(Board, Policies.SeeContact, "vis-kontakt", ("hvorfor", "CallBack")) with { Scene = Scene.Fresh, Unseen = Role.Police },
        Post(Fetch, Policies.Fetch, "tag") with { Scene = Scene.Fresh },
        Post(Fetch, Policies.Fetch, "hentet", ("antal", "2")) with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "hentet-uden-antal") with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "intet") with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "videre", ("hvorfor", "Porten er låst.")) with { Scene = Scene.Taken },
        Post(Fetch, Policies.Fetch, "vent", ("tid", "2027-01-12T16:00")) with { Scene = Scene.Taken },
        Steps("/{Slug}/meld"), Steps("/{Slug}/meld/hvor"), Steps("/{Slug}/meld/hvad"), Steps("/{Slug}/meld/send"),
        Holds("stadig"), Holds("skriv"), Holds("slet"), Holds("slet-alt"), Holds("gem"),
        Holds("skriv") with { Variant = "wrong", Always = "unknown" },
    ];

    public static readonly IReadOnlyList<Door> Others =
    [
        new("POST", "/{slug}/meld/billede", Policies.Report),
        new("GET", "/{slug}/meld/billede/{name}", Policies.Report),
        new("GET", "/{slug}/meld/billede/{name}", Policies.Report) { Variant = "wrong", Always = "unknown" },
        new("GET", "/s/{secret}/alt.json", Policies.FollowCase) { Always = "yes" },
        new("GET", "/s/{secret}/alt.json", Policies.FollowCase) { Variant = "wrong", Always = "unknown" },
        new("GET", "/s/{secret}/billede/{id:guid}", Policies.FollowCase) { Always = "unknown" },
        new("GET", "/{Slug}/mig/data.json", Policies.OwnData),
        new("POST", "/sprog", Policies.SeePublic) { Fields = [("sprog", "da-DK"), ("tilbage", "/")] },
        new("POST", "/log-ud", Policies.SeePublic) { EndsSession = true },
        new("POST", "/log-ind/noegle", Policies.Join),
        new("POST", "/log-ind/totrin/noegle", Policies.Join),
        new("POST", "/{Slug}/mig/noegle", Policies.OwnSignIn),
        new("POST", "/log-ind/via/{provider}", Policies.Join),
        new("POST", "/log-ind/totrin/via/{provider}", Policies.Join),
        new("POST", "/{Slug}/mig/via/{provider}", Policies.OwnSignIn),
        new("POST", "/log-ind/demo", Policies.SeePublic) { Always = "unknown" },
        new("GET", "/fejl/{code:int:range(400,599)}", Policies.SeePublic),
        new("POST", "/fejl/{code:int:range(400,599)}", Policies.SeePublic),
        // Nobody is named here.
        new("GET", "/.well-known/security.txt", Policies.SeePublic) { Always = "unknown" },
        new("GET", "/dist/site.css", Policies.SeePublic),
        new("GET", "/health/live", Policies.SeePublic),
        new("GET", "/health/ready", Policies.SeePublic),
        new("GET", "/openapi/{documentName}.json", Policies.SeePublic),
        new("POST", "/live/negotiate", Policies.SeePublic),
        new("GET", "/live", Policies.SeePublic),
        new("POST", "/live", Policies.SeePublic),
        // Signed by the provider, or nobody is let in; WebhookTests sign.
        new("POST", "/sms/inbound", Policies.Report) { Always = "no" },
        new("POST", "/sms/status/{id:guid}", Policies.Report) { Always = "no" },
    ];

    private static Door Post(string address, Policy policy, string deed, params (string, string)[] fields) =>
        new("POST", address, policy) { Deed = deed, Fields = [("_handler", address == "/{Slug}/kvarteret" ? "side" : "do"), ("do", deed), .. fields] };

    private static Door Steps(string address) => new("POST", address, Policies.Report) { Deed = "", Fields = [("_handler", "side"), ("fra", "Where"), ("til", "What"), ("Text", "Ørnevej 6"), ("Ground", "Street")] };

    // The key stands in the address: whoever has it is the holder.
    private static Door Holds(string deed) => new("POST", "/s/{Secret}", Policies.FollowCase) { Deed = deed, Always = "yes", Fields = [("_handler", "side"), ("gerning", deed), ("ord", "Der er flere.")] };
}
