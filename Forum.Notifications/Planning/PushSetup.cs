using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tryghedsforum.Api.Members;
using Tryghedsforum.Notifications.Data;
using Tryghedsforum.Notifications.Delivery;

namespace Tryghedsforum.Notifications.Planning;

/// <summary>Puts together who pushes, and what delivery asks of the members' devices.</summary>
internal static class PushSetup
{
    public static void AddPushes(this IServiceCollection services)
    {
        services.AddSingleton<PushSettings>().AddSingleton<PushChannel>();
        services.AddSingleton(provider => new PushUse(provider.GetRequiredService<PushSettings>() is { IsOn: true } push ? push.PublicKey : null, !provider.GetRequiredService<IHostEnvironment>().IsDevelopment()));
        services.AddHttpClient(PushChannel.ClientName, client => client.Timeout = PushSettings.Patience)
            .ConfigurePrimaryHttpMessageHandler(provider => GuardedLine.Handler(provider.GetRequiredService<PushUse>().IsReal ? PublicAddress.Is : _ => true))
            .RemoveAllLoggers(); // its addresses are the browsers' own
        services.AddScoped<PlanPushes>().AddScoped<PreparePushes>().AddScoped<PushQueue>().AddScoped<SendPush>();
        services.AddScoped(provider => new WhoWasShown(provider.GetRequiredService<NotificationsDb>(), provider.GetRequiredService<PushSettings>()));
        services.AddScoped<PreparePush>(provider => provider.GetRequiredService<PreparePushes>().Run);
        services.AddScoped<ForgetDevice>(provider => (push, cancellation) => provider.GetRequiredService<ForgetPushDevice>().Run(Actor.Program(push.ForumId), push.DeviceId, cancellation));
        services.AddSingleton<DeliverPushes>().AddHostedService(provider => provider.GetRequiredService<DeliverPushes>());
    }
}
